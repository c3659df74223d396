// Plain JavaScript without dependencies: runs under Node 20, before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.printverse-installed');
const lock = join(root, '.local', 'install.lock');
const nodeMajor = 24;

class OperatorError extends Error {}

/** Installs what is missing, then runs `script` under Node 24 and ends as it ends. */
export async function runUnderNode24(script, args) {
  try {
    await install();
    const node = findNode();
    // The channel tells the script when this process is gone, even by kill -9.
    const child = spawn(node, [script, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], cwd: root });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    if (process.env.npm_lifecycle_event !== undefined) endWithParent(child);
    child.on('error', (error) => fail(`Node at ${node} could not be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (signal === null) process.exit(code ?? 1);
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    fail(error.message);
  }
}

/** npm's shell takes a signal for itself and does not pass it on: its end is what reaches us. */
function endWithParent(child) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500).unref();
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

async function install() {
  if (isInstalled()) return;
  await takeLock();
  try {
    if (isInstalled()) return;
    const started = Date.now();
    console.log('installing dependencies (npm ci)');
    const errors = await npmCi();
    if (errors !== undefined) throw new OperatorError(explain(errors));
    writeFileSync(stamp, lockHash());
    console.log(`dependencies installed in ${Math.round((Date.now() - started) / 1000)} s`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Our stamp, or npm's own record of a finished install that has every package of the lockfile. */
function isInstalled() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return true;
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(record, 'utf8')).packages;
  for (const [path, { version, optional }] of Object.entries(wanted)) {
    if (path === '') continue;
    // Optional ones are for other platforms.
    if (found[path] === undefined ? !optional : found[path].version !== version) return false;
    if (found[path] !== undefined && !existsSync(join(root, path, 'package.json'))) return false;
  }
  writeFileSync(stamp, lockHash());
  return true;
}

/** One install at a time, though `npm start` and `npm test` may begin together. */
async function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; ; told = true) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!told) console.log('waiting for another install of this folder to end');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const owner = existsSync(join(lock, 'pid')) ? Number(readFileSync(join(lock, 'pid'), 'utf8')) : 0;
    if (owner > 0 && !isAlive(owner)) rmSync(lock, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Answers what npm complained about, or undefined when it went well. */
function npmCi() {
  const patience = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000'];
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...patience];
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  return new Promise((resolve) => {
    const child = spawn(npm[0], [...npm.slice(1), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    if (process.env.npm_lifecycle_event !== undefined) endWithParent(child);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : errors));
  });
}

function explain(errors) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network/i.test(errors)) {
    return 'The dependencies could not be downloaded: check the network connection and start again.';
  }
  if (/ENOSPC/.test(errors)) return 'The dependencies could not be installed: the disk is full.';
  if (/spawn npm ENOENT/.test(errors)) return 'npm was not found: install it (it comes with Node.js) and start again.';
  const first = errors.split('\n').find((line) => line.trim() !== '') ?? 'no reason given';
  return `The dependencies could not be installed (${first.trim()}): run npm ci to see why.`;
}

/** This Node when it is new enough, else the one that the lockfile brings for this platform. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= nodeMajor) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  for (const name of [`node-${platform}`, `node-bin-${platform}`]) {
    const node = join(modules, name, 'bin', 'node');
    if (existsSync(node)) return node;
  }
  throw new OperatorError(
    `Node ${nodeMajor} is needed, this is ${process.versions.node} and none comes along for ${platform}: install Node ${nodeMajor} and start again.`,
  );
}
