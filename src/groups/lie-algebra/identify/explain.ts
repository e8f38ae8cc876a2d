/** The reasons for a name, in sentences. */
import type { NamedAlgebra } from "./algebra-identity.js";

/** Gaps below this make a rank decision a guess. */
const DOUBTFUL_GAP = 3;

export function explain(algebra: Omit<NamedAlgebra, "explanation">): string {
  const { dimension, name } = algebra;
  if (dimension === 0) return "No nonzero matrix: the algebra is {0}.";
  const sentences = [
    `${name}${algebra.aliases.length > 0 ? ` ≅ ${algebra.aliases.join(" ≅ ")}` : ""}: dimension ${dimension}, ${kindOf(algebra)}.`,
    `Derived series ${algebra.derivedSeries.join(",")}; centre ${algebra.centreDimension}; rank ${algebra.rank}; Killing form +${algebra.killing.positive} −${algebra.killing.negative} 0:${algebra.killing.zero}.`,
  ];
  const notes = algebra.factors.flatMap((factor) =>
    factor.note === undefined ? [] : [factor.note],
  );
  if (notes.length > 0) sentences.push(`${notes.join("; ")}.`);
  if (!algebra.determined) {
    sentences.push("The name states its structure; algebras that are not isomorphic may share it.");
  }
  if (algebra.action !== undefined) {
    const text = algebra.action.sentence;
    sentences.push(`It ${text}.`);
  }
  const { weakest } = algebra;
  if (weakest !== undefined && weakest.gap < DOUBTFUL_GAP) {
    sentences.push(
      `Doubtful: "${weakest.what}" rests on a gap of ${weakest.gap.toPrecision(2)} at tolerance ${algebra.tolerance.toPrecision(2)}.`,
    );
  }
  return sentences.join(" ");
}

function kindOf(algebra: Omit<NamedAlgebra, "explanation">): string {
  if (algebra.abelian) return "abelian";
  if (algebra.nilpotent) return "nilpotent";
  if (algebra.solvable) return "solvable";
  if (algebra.semisimple) return algebra.factors.length === 1 ? "simple" : "semisimple";
  return algebra.reductive ? "reductive" : `radical of dimension ${algebra.radicalDimension}`;
}
