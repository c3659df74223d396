import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { clientConfig } from '../../local/cloud.ts';
import type { Outputs } from '../../local/outputs.ts';
import { byCookie, type Cookies, cookiesIn, openBrowser } from '../support/browser.ts';

export interface RaceResult {
  /** Rounds by what they left: `one living`, `none living`. */
  readonly rounds: Readonly<Record<string, number>>;
  /** Answers to the many that came at once: `200 with a cookie`, `200`. */
  readonly storm: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

interface Place {
  readonly endpoint: string;
  readonly outputs: Outputs;
}

/** Who comes first in each of the two acts of a round. */
const ORDERS = ['owner', 'thief', 'together'] as const;

/**
 * Somebody has a copy of a session's cookie. Each round signs in, lets owner and thief refresh the same cookie, then lets
 * both come again with what they hold, in every order and at once; and before, `crowd` requests come with one cookie at the
 * same moment. Whatever happens, there is one living session or none, and where a copy was recognised there is none.
 */
export async function sessionRaces(
  { endpoint, outputs }: Place,
  { rounds, crowd }: { readonly rounds: number; readonly crowd: number },
): Promise<RaceResult> {
  const { apiUrl, users } = outputs;
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)));
  const faults: string[] = [];
  const refresh = async (cookies: Cookies) => {
    const answer = await byCookie(apiUrl, '/auth/refresh', cookies);
    return { status: answer.status, given: answer.status === 200 ? cookiesIn(answer) : undefined };
  };
  /** What lies of a session: whether it lives, and how often it was told that it was stolen. */
  const lying = async ({ session }: Cookies) => {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: 'printverse-local-identity',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `SESSION#${session.split('.')[0]}` },
        ConsistentRead: true,
      }),
    );
    return {
      living: Items.filter(({ sk }) => sk === 'META').length,
      stolen: Items.filter(({ type }) => type === 'auth.session.stolen').length,
    };
  };

  const { cookies: one } = await openBrowser(apiUrl, users.customer);
  const answers = await Promise.all(Array.from({ length: crowd }, () => refresh(one)));
  const storm = counted(answers.map(({ status, given }) => `${status}${given ? ' with a cookie' : ''}`));
  if (storm['200 with a cookie'] !== 1 || storm['200'] !== crowd - 1) faults.push('the crowd was not given one cookie');
  const winner = answers.find(({ given }) => given)?.given;
  if (!winner || !(await refresh(winner)).given) faults.push('the cookie that the crowd was given opens nothing');

  const ends: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const [first = 'owner', second = 'owner'] = [ORDERS[round % 3], ORDERS[Math.floor(round / 3) % 3]];
    const wrong = (what: string) => faults.push(`round ${round} (${first}, then ${second}): ${what}`);
    const { cookies: copied } = await openBrowser(apiUrl, { ...users.customer, rememberMe: round % 2 === 0 });

    const [owner, thief] = await inOrder(
      first,
      () => refresh(copied),
      () => refresh(copied),
    );
    if (owner.status !== 200 || thief.status !== 200) wrong('a cookie just replaced was refused');
    const given = [owner, thief].flatMap((answer) => answer.given ?? []);
    const [held] = given;
    if (given.length !== 1 || !held) {
      wrong(`${given.length} of two were given a cookie`);
      continue;
    }

    const [next, again] = await inOrder(
      second,
      () => refresh(held),
      () => refresh(copied),
    );
    const recognised = again.status === 401;
    const { living, stolen } = await lying(copied);
    ends.push(living === 1 ? 'one living' : 'none living');
    if (again.given) wrong('a cookie that was replaced was given another');
    if (living !== (recognised ? 0 : 1) || stolen !== (recognised ? 1 : 0)) {
      wrong(`${living} living and ${stolen} told, although the copy was ${recognised ? '' : 'not '}recognised`);
    }

    const last = await refresh(next.given ?? held);
    if (Boolean(last.given) !== (living === 1)) wrong('what lies is not what opens');
    // Whoever comes with a copy now ends what there is, for both.
    if ((await refresh(copied)).status !== 401) wrong('a cookie that was replaced twice opens');
    if (last.given && (await refresh(last.given)).status !== 401) wrong('the session outlived its theft');
    const after = await lying(copied);
    if (after.living !== 0 || after.stolen !== 1) wrong(`${after.living} living and ${after.stolen} told in the end`);
  }
  return { rounds: counted(ends), storm, faults };
}

const counted = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));

async function inOrder<T>(
  order: (typeof ORDERS)[number],
  owner: () => Promise<T>,
  thief: () => Promise<T>,
): Promise<[T, T]> {
  if (order === 'together') return Promise.all([owner(), thief()]);
  if (order === 'owner') return [await owner(), await thief()];
  const early = await thief();
  return [await owner(), early];
}
