export { repairGradients } from "./repair.js";
