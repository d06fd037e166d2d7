import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiSecurity, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { ProblemDto } from '../problems/problem.dto.js';

/** Names of the security schemes in the OpenAPI document. */
export const API_KEY_SCHEME = 'api-key';
export const BEARER_SCHEME = 'bearer';

/** Tells the OpenAPI document that a controller's routes need the API key. */
export function ApiProtected(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    ApiSecurity(API_KEY_SCHEME),
    ApiBearerAuth(BEARER_SCHEME),
    ApiUnauthorizedResponse({ type: ProblemDto }),
  );
}
