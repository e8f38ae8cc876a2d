export { checkCells, formatDiagnostic } from "./check-cells.js";
export {
  createTypeService,
  type TypeService,
  type TypeServiceOptions,
  TypesCancelled,
} from "./service.js";
