import { initTRPC } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODE_NUMBER } from '@trpc/server/rpc';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { ProcedurePolicy } from '../../shared/domain/policy.ts';
import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts';
import type { Context } from './context.ts';
import { refusalOf } from './error-mapping.ts';

/** Every procedure names its policy; the one that has no REST door says no `openapi`. */
export type ProcedureMeta = {
  readonly policy: ProcedurePolicy;
  /** The staff's path that leads this role here too. */
  readonly twinOf?: string;
  /** Answers 201 over REST. */
  readonly isCreate?: boolean;
} & Pick<OpenApiMeta, 'openapi'>;

/** With a name: spelled out for each procedure, the router's type would be longer than the compiler writes down. */
export type ErrorShape = {
  code: TRPC_ERROR_CODE_NUMBER;
  message: ErrorCode;
  data: {
    code: TRPC_ERROR_CODE_KEY;
    httpStatus: number;
    reason: ErrorCode;
    details: ErrorDetails;
    requestId: string | null;
  };
};

export const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    // Left to NODE_ENV, stack traces would leave a packaged app.
    isDev: false,
    errorFormatter: ({ shape, error, ctx }): ErrorShape => {
      const { reason, details } = refusalOf(error);
      return {
        code: shape.code,
        message: reason,
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          reason,
          details,
          requestId: ctx?.caller.requestId ?? null,
        },
      };
    },
  });
