export {
  isVortexError,
  VortexConfigError,
  VortexError,
  type VortexErrorCode,
  type VortexErrorOptions,
  VortexTokenError,
  VortexWebhookSignatureError,
} from './errors.ts';
export type { VortexLogger } from './logger.ts';
export type {
  ExpiresIn,
  GenerateJwtOptions,
  GenerateJwtParams,
  GenerateTokenData,
  GenerateTokenOptions,
  GenerateTokenUser,
  User,
} from './tokens/types.ts';
export {
  type JwtClaims,
  type TokenClaims,
  type VerifiedToken,
  type VerifyTokenOptions,
  verifyToken,
} from './tokens/verify-token.ts';
export { VERSION } from './version.ts';
export { Vortex, type VortexOptions } from './vortex.ts';
