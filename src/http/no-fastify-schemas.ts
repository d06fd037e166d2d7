/**
 * Fastify option: no compilers for route schemas. Nest's pipes judge what comes in, so there are none; loading Fastify's
 * compilers (Ajv and its kin) would be an eighth of the time to start.
 */
export const NO_FASTIFY_SCHEMAS = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
};

function refuse(): never {
  throw new Error('Routes have no Fastify schemas here: pipes and DTOs judge what comes in');
}
