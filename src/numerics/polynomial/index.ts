export { binomial, LARGEST_MONOMIAL_BASIS, MonomialBasis } from "./monomials.js";
