export type { Claim, ClaimSet, Measured, Profile, Tolerance, Verdict } from "./claim.js";
export { claimsMimeType, profiles, verdictText } from "./claim.js";
export type { ClaimCheck, ClaimLedger, LedgerOptions, UnobtainableClaim } from "./ledger.js";
export { claims } from "./ledger.js";
export {
  brokenClaims,
  claimsDocument,
  claimsOfNotebook,
  readAllClaims,
  readClaims,
  removeClaims,
  writeClaims,
} from "./record.js";
export { mergeSeeds } from "./seeds.js";
export { claimsMarkdown, claimsText } from "./table.js";
