/**
 * Stands before a deployed entry: counts its invocations and the calls that its SDK clients make, and breaks it as the
 * fault plan says. Everything goes through a folder that the test and the functions share (WRAPPING_DIR).
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
// @ts-expect-error The bundler puts the wrapped entry here.
import * as entry from 'printverse:entry';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Context } from 'aws-lambda';
import { claimFault, type Fault } from './fault-plan.ts';
import { dieIfWanted, meddleWithGateway, meddleWithPublications, meddleWithTransactions } from './meddle.ts';
import { objectCall, type SdkCall, sdkCallOf } from './sdk-call.ts';

const folder = process.env['WRAPPING_DIR'] ?? '';
const name = (process.env['AWS_LAMBDA_FUNCTION_NAME'] ?? '').replace(/^printverse-[a-z]+-/, '');
const file = join(folder, `${name}-${process.pid}.jsonl`);

const orderIds = (text: string): string[] => text.match(/ord_[0-9A-HJKMNP-TV-Z]{26}/g) ?? [];

/** Whom the invocation under way is about; a checkout's is known from what it reads and writes only. */
let current = { label: name, orders: new Set<string>() };

const note = (line: Record<string, unknown>): void =>
  appendFileSync(file, `${JSON.stringify({ function: name, ...line })}\n`);

meddleWithTransactions(folder);
meddleWithPublications(folder);
meddleWithGateway(folder);

/** What the local cloud reads streams with: it loses the records of one that dies. */
const READS_A_STREAM = /relay|recorded/;

const send = NodeHttpHandler.prototype.handle;
NodeHttpHandler.prototype.handle = async function handle(request, options) {
  const { orders, label } = current;
  const answer = await send.call(this, request, options);
  const call: SdkCall | undefined = sdkCallOf(request);
  if (call) {
    for (const id of orderIds(String(request.body))) orders.add(id);
    note({ kind: 'call', ...call, status: answer.response.statusCode, label, orders: [...orders] });
  }
  return answer;
};

// Whoever signs a link lends their own permission to whoever follows it.
const presign = SignatureV4.prototype.presign;
SignatureV4.prototype.presign = function signed(request, options) {
  const { label, orders } = current;
  note({ kind: 'call', ...objectCall(request), status: 200, label, orders: [...orders] });
  return presign.call(this, request, options);
};

export async function handler(event: unknown, context: Context): Promise<unknown> {
  const { label, orders } = (current = { label: labelOf(event), orders: new Set(orderIds(JSON.stringify(event))) });
  try {
    // Half of the dead had their effect.
    if (!READS_A_STREAM.test(name) && process.pid % 2 === 0) dieIfWanted(folder);
    return await broken(claimFault(folder, label, [...orders]), () => entry.handler(event, context), context);
  } finally {
    if (!READS_A_STREAM.test(name)) dieIfWanted(folder);
    note({ kind: 'invocation', label, orders: [...orders] });
  }
}

async function broken(fault: Fault | undefined, work: () => Promise<unknown>, context: Context): Promise<unknown> {
  switch (fault?.kind) {
    case 'before':
      throw Object.assign(new Error('Broken before its effect'), { name: 'Broken' });
    case 'after':
      await work();
      throw Object.assign(new Error('Broken after its effect'), { name: 'Broken' });
    case 'timeout':
      await work();
      await sleep(context.getRemainingTimeInMillis() + 5_000);
      return undefined;
    case 'death':
      await work();
      return process.kill(process.pid, 'SIGKILL');
    case 'twice':
      await work();
      return work();
    case undefined:
      return work();
  }
}

/** `inventory-steps:reserve-stock#do` for a step, the function's name for everything else. */
function labelOf(event: unknown): string {
  const { step, direction } = event as { step?: string; direction?: string };
  return step ? `${name}:${step}#${direction}` : name;
}
