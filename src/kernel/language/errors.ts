/** Why a question to the language has no answer. */

/** A check was ended by `cancel`. */
export class LanguageAborted extends Error {
  override name = "AbortError";
  constructor() {
    super("The type check was cancelled.");
  }
}

/** The worker is gone; what was asked of it may be asked again. */
export class LanguageLost extends Error {
  override name = "LanguageLost";
}
