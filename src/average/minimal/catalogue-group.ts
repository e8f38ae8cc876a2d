/**
 * Which group of the catalogue a group of matrices is: by its name, and by comparing it
 * with the catalogue's own of that name.
 */
import { DomainError } from "../../errors.js";
import {
  affineGroup,
  euclideanGroup,
  generalLinearGroup,
  type MatrixLieGroup,
  orthogonalGroup,
  pseudoOrthogonalGroup,
  requireSameGroup,
  specialEuclideanGroup,
  specialLinearGroup,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  unitaryGroup,
} from "../../groups/index.js";

export type CatalogueGroup =
  | {
      readonly family: "O" | "SO" | "E" | "SE" | "U" | "SU" | "GL" | "GL⁺" | "SL" | "Aff" | "Aff⁺";
      readonly dimension: number;
    }
  | {
      readonly family: "O(p,q)" | "SO(p,q)" | "SO⁺(p,q)";
      readonly plus: number;
      readonly minus: number;
    };

const MAKERS: Readonly<Record<string, (n: number) => MatrixLieGroup>> = {
  O: orthogonalGroup,
  SO: specialOrthogonalGroup,
  E: euclideanGroup,
  SE: specialEuclideanGroup,
  U: unitaryGroup,
  SU: specialUnitaryGroup,
  GL: (n) => generalLinearGroup(n),
  "GL⁺": (n) => generalLinearGroup(n, { components: "identity" }),
  SL: specialLinearGroup,
  Aff: (n) => affineGroup(n),
  "Aff⁺": (n) => affineGroup(n, { components: "identity" }),
};

const PSEUDO_COMPONENTS = { O: "all", SO: "special", "SO⁺": "identity" } as const;

/** @throws DomainError for a group that is none of these, or that bears the name of one and differs from it */
export function catalogueGroup(caller: string, group: MatrixLieGroup): CatalogueGroup {
  const definite = /^(O|SO|E|SE|U|SU|GL⁺?|SL|Aff⁺?)\((\d+)\)$/.exec(group.name);
  if (definite) {
    const [, family, digits] = definite;
    const dimension = Number(digits);
    requireSameGroup(caller, group, MAKERS[family](dimension));
    return { family, dimension } as CatalogueGroup;
  }
  const pseudo = /^(O|SO⁺?)\((\d+),(\d+)\)$/.exec(group.name);
  if (pseudo) {
    const family = pseudo[1] as keyof typeof PSEUDO_COMPONENTS;
    const [plus, minus] = [Number(pseudo[2]), Number(pseudo[3])];
    const components = PSEUDO_COMPONENTS[family];
    requireSameGroup(caller, group, pseudoOrthogonalGroup(plus, minus, { components }));
    return { family: `${family}(p,q)`, plus, minus } as CatalogueGroup;
  }
  throw new DomainError(
    `${caller}: got the group "${group.name}"; expected O, SO, E, SE, U, SU, GL, SL, Aff, O(p,q) or SO(p,q) of the catalogue, such as specialOrthogonalGroup(3). For others give \`average\` a frame of your own.`,
  );
}
