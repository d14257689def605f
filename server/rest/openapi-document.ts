import { generateOpenApiDocument, type OpenAPIObject } from 'trpc-to-openapi';
import { appRouter } from '../app/app-router.ts';
import { doorsOf } from './doors.ts';
import { PROBLEM_SCHEMA, PROBLEM_TYPE } from './problem.ts';

/** What any door may refuse with. */
const REFUSALS = {
  400: 'The input is wrong; `details.fields` names where',
  401: 'Nobody is signed in',
  403: 'Not allowed',
  404: 'Not there, or not for you to know of',
  409: 'In conflict with what is stored; `reason` says which rule',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Well formed, but never possible',
  429: 'Too many requests; see Retry-After',
  500: 'A fault of the server, logged under `instance`',
  503: 'The disk is full: nothing was written',
} as const;

type Operation = { responses?: Record<string, unknown> };

/** The REST API's description, made from the procedures themselves. */
export function openApiDocument(version: string): OpenAPIObject {
  const document = generateOpenApiDocument(appRouter, {
    title: 'MedLink',
    description: 'The clinic over HTTP: the same procedures, rules and rights as its screens.',
    version,
    baseUrl: '/api',
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  });
  const schemas = { ...document.components?.schemas, Problem: PROBLEM_SCHEMA };
  for (const { method, path, successStatus } of doorsOf(appRouter)) {
    const operations = document.paths?.[path] as Record<string, Operation> | undefined;
    const operation = operations?.[method.toLowerCase()];
    // A twin is described at its own path under `/me`.
    if (operation !== undefined) describeAnswers(operation, successStatus);
  }
  return { ...document, components: { ...document.components, schemas } };
}

function describeAnswers(operation: Operation, success: 200 | 201 | 204): void {
  const good =
    success === 204
      ? { description: 'Done' }
      : (operation.responses?.['200'] ?? operation.responses?.['201']);
  const problem = { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } };
  const refusals = Object.entries(REFUSALS).map(([status, description]) => [
    status,
    { description, content: problem },
  ]);
  operation.responses = { [success]: good, ...Object.fromEntries(refusals) };
}
