export {
  crossPolytope,
  hypercube,
  permutohedron,
  type RegularPolyhedron,
  regularPolyhedron,
  regularSimplex,
} from "./regular-polyhedra.js";
