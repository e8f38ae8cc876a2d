/** The name of a simple algebra, from its type, its character and the space it acts on. */

import { symmetricEigen } from "../../../numerics/index.js";
import type { AbstractAlgebra } from "../abstract-algebra.js";
import type { Decisions } from "../decisions.js";
import { complexType } from "../simple/complex-type.js";
import { realForms } from "../simple/real-forms.js";
import { killingScale, killingSignature } from "../structure/radical.js";
import type { AlgebraName } from "./names.js";

/** @param space dimension of the subspace that the matrices move; of isomorphic names the fitting one comes first */
export function simpleName(
  algebra: AbstractAlgebra,
  space: number,
  decisions: Decisions,
): AlgebraName {
  const { values } = symmetricEigen(algebra.killing());
  const { positive, negative } = killingSignature(values, killingScale(algebra), decisions);
  const type = complexType(algebra, decisions.tolerance);
  const forms = type === undefined ? [] : realForms(type, positive - negative);
  if (forms.length === 0) {
    return {
      name: `simple, dimension ${algebra.dimension}, Killing signature (${positive},${negative})`,
      aliases: [],
      determined: false,
      note: "its roots fit no type at this tolerance",
    };
  }
  const first = forms.find((form) => form.space === space) ?? forms[0];
  const aliases = forms.filter((form) => form !== first).map((form) => form.name);
  return { name: first.name, aliases, determined: true };
}
