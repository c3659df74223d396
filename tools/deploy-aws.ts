import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { stages } from '../lib/config.ts';
import { buildFunctions } from './build.ts';
import { buildShopPages } from './build-pages.ts';
import { installForLambda } from './native-packages.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { judgeAccount, readAccount } from './readiness-aws.ts';
import { root } from './root.ts';
import { leaveLocalCloud } from './target.ts';

const usage = 'npm run deploy -- --stage <dev|prod> [--check] [--without-pages]';

await runMain(async () => {
  const { stage, check, withoutPages } = readArguments();
  // A deployment to AWS is one: no local cloud may stand in for it.
  leaveLocalCloud();
  const config = stages[stage];
  const findings = judgeAccount(await readAccount(config.sender));
  for (const { stops, sentence } of findings) console.log(`${stops ? 'missing' : 'to do  '}  ${sentence}`);
  if (findings.some(({ stops }) => stops)) throw new OperatorError('Nothing was deployed.');
  if (check) return;

  const entries = await buildFunctions({ natives: await installForLambda() });
  console.log(`${entries.length} functions bundled`);
  if (!withoutPages) {
    await buildShopPages();
    console.log('pages built');
  }
  const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [cdk, 'deploy', '--all', '--require-approval', 'broadening'], {
    cwd: root,
    stdio: 'inherit',
    // The app is run by name and has to meet this Node.
    env: {
      ...process.env,
      ...(withoutPages ? { PAGES: 'none' } : {}),
      STAGE: stage,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) process.exit(code ?? 1);
});

function readArguments(): { stage: 'dev' | 'prod'; check: boolean; withoutPages: boolean } {
  const given = (() => {
    try {
      const flag = { type: 'boolean', default: false } as const;
      const options = { stage: { type: 'string' }, check: flag, 'without-pages': flag } as const;
      return parseArgs({ options }).values;
    } catch (error) {
      throw new OperatorError(`${(error as Error).message}\n${usage}`);
    }
  })();
  const { stage, check, 'without-pages': withoutPages } = given;
  if (stage === 'dev' || stage === 'prod') return { stage, check, withoutPages };
  if (stage === 'local') throw new OperatorError('Stage local is what npm start deploys: name dev or prod.');
  throw new OperatorError(`Say which stage to deploy: ${usage}`);
}
