import { generateOpenApiDocument } from 'trpc-to-openapi';
import { appRouter } from '../app/app-router.ts';

/** The REST API's description, made from the procedures themselves. */
export function openApiDocument(version: string) {
  return generateOpenApiDocument(appRouter, {
    title: 'MedLink',
    description: 'The clinic over HTTP: the same procedures, rules and rights as its screens.',
    version,
    baseUrl: '/api',
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  });
}
