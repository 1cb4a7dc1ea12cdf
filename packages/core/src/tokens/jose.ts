/**
 * What `verifyToken` uses of jose, in a module of its own: the first verification loads it, and nothing else does. By its
 * subpaths, since its index is 46 files.
 */
export {
  JOSEAlgNotAllowed,
  JOSENotSupported,
  JWSInvalid,
  JWSSignatureVerificationFailed,
  JWTClaimValidationFailed,
  JWTExpired,
  JWTInvalid,
} from 'jose/errors';
export { jwtVerify } from 'jose/jwt/verify';
