import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { currentInvocation } from './invocation.ts';

const logger = new Logger();
const metrics = new Metrics({ namespace: 'PrintVerse' });

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

const context = (fields: Fields) => {
  const current = currentInvocation();
  return {
    ...fields,
    ...(current && {
      correlationId: current.correlationId,
      requestId: current.requestId,
      traceId: current.traceparent?.split('-')[1],
      spanId: current.traceparent?.split('-')[2],
    }),
  };
};

/** Structured lines that carry the correlation id. Fields are ids, numbers and codes: never a name, an address or a token. */
export const log = {
  info: (message: string, fields: Fields = {}): void => logger.info(message, context(fields)),
  warn: (message: string, fields: Fields = {}): void => logger.warn(message, context(fields)),
  error: (message: string, error: unknown, fields: Fields = {}): void =>
    logger.error(message, { ...context(fields), error: error instanceof Error ? error : new Error(String(error)) }),
};

/** One EMF line, out at once: a function that dies later has still counted. */
export function count(name: string, value = 1, dimensions: Readonly<Record<string, string>> = {}): void {
  const single = metrics.singleMetric();
  for (const [key, text] of Object.entries(dimensions)) single.addDimension(key, text);
  single.addMetric(name, MetricUnit.Count, value);
}

export function duration(name: string, milliseconds: number, dimensions: Readonly<Record<string, string>> = {}): void {
  const single = metrics.singleMetric();
  for (const [key, text] of Object.entries(dimensions)) single.addDimension(key, text);
  single.addMetric(name, MetricUnit.Milliseconds, milliseconds);
}
