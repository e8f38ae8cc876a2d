export { checkCells } from "./check-cells.js";
export { createTypeService, type TypeService } from "./service.js";
