export type { Picture } from "./mosaic.js";
export { type PictureFigureOptions, type PictureRow, pictureFigure } from "./strip.js";
export {
  type PictureSlider,
  type PictureSlidersOptions,
  pictureSlidersFigure,
} from "./two-sliders.js";
