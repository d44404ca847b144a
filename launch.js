'use strict';

// Starts Sallyport on a CI host. GitHub (action.yml) and Azure Pipelines
// (task.json) both run this file with Node 20 or newer, without arguments and in
// a working directory of their own choice; the environment and the streams go
// through to the program untouched.
//
// A release carries the programs in bin/ and their SHA-256 in the table below;
// nothing else is ever started, and nothing is built. A commit of the source has
// no table: the commit is what the user pinned, so it is built from the files
// beside this one, and kept in the host's tool folder under the hash of those
// files. Whoever can write there can also replace the Go toolchain kept there.
//
// Whatever goes wrong here fails the step. There is no other way to pass than
// the program's own exit code.

const childProcess = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');
const zlib = require('zlib');

// Filled by `go run ./internal/packaging/release`; do not edit by hand.
// <hashes>
const hashes = null;
// </hashes>

const platform = `${process.platform}-${process.arch}`;
const program = process.platform === 'win32' ? 'sallyport.exe' : 'sallyport';
const largestProgram = 512 * 1024 * 1024; // bytes, unpacked
const notSource = new Set(['.git', 'node_modules', 'dist', 'sallyport-report']); // at the top level

let ownFolder; // made when it is first needed

main();

function main() {
  try {
    run(hashes === null ? fromSource() : fromRelease());
  } catch (err) {
    fail(err.message);
  }
}

// fromRelease returns the platform's program. The file is read once, and what
// was read is what is checked, unpacked and started.
function fromRelease() {
  const want = Object.prototype.hasOwnProperty.call(hashes, platform) ? hashes[platform] : undefined;
  if (typeof want !== 'string' || !/^[0-9a-f]{64}$/.test(want)) {
    throw new Error(`this release has no program for ${platform}; it has ${Object.keys(hashes).sort().join(', ') || 'none'}`);
  }
  const name = `sallyport-${platform}${path.extname(program)}.gz`;
  const packed = read(path.join(__dirname, 'bin', name));
  if (sha256(packed) !== want) {
    throw new Error(`bin/${name} is not the file that was released: its SHA-256 differs; nothing was started`);
  }
  return zlib.gunzipSync(packed, { maxOutputLength: largestProgram });
}

// fromSource returns the program built from the files beside this one.
function fromSource() {
  const key = sha256(Buffer.from(`${goVersion()}\n${platform}\n${sourceHash()}`));
  const kept = path.join(toolFolder(), key);
  const built = readKept(kept);
  if (built) {
    say(`Sallyport: using the program that was built from this source before (${key.slice(0, 12)}).`);
    return built;
  }
  say('Sallyport: this is a source commit without released programs, so it is built with the Go toolchain.');
  return build(kept);
}

function goVersion() {
  const go = childProcess.spawnSync('go', ['version'], { cwd: __dirname, encoding: 'utf8', shell: false });
  if (go.error || go.status !== 0) {
    throw new Error('this is a source commit, and there is no working Go toolchain to build it with; install Go (actions/setup-go, GoTool@0) or pin a release');
  }
  return go.stdout.trim();
}

function build(kept) {
  const folder = fs.mkdtempSync(path.join(path.dirname(kept), 'build-'));
  try {
    const file = path.join(folder, program);
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };
    const go = childProcess.spawnSync('go', ['build', '-trimpath', '-buildvcs=false', '-o', file, '.'],
      { cwd: __dirname, env, stdio: ['ignore', 'inherit', 'inherit'], shell: false });
    if (go.error || go.status !== 0) {
      throw new Error('go build did not succeed; its messages are above');
    }
    const built = read(file);
    fs.writeFileSync(path.join(folder, 'sha256'), sha256(built), { flag: 'wx', mode: 0o600 });
    try {
      fs.renameSync(folder, kept);
    } catch (err) {
      // Another step of this machine was faster, or the folder is damaged. What
      // was just built is good either way; it is only not kept.
    }
    return built;
  } finally {
    remove(folder);
  }
}

// readKept returns a program that was kept earlier, or nothing when there is
// none, it is damaged, or someone else could have written it.
function readKept(folder) {
  try {
    if (!ours(folder)) return undefined;
    const built = read(path.join(folder, program));
    return sha256(built) === fs.readFileSync(path.join(folder, 'sha256'), 'utf8') ? built : undefined;
  } catch (err) {
    return undefined;
  }
}

// toolFolder is a folder that only this user can write to.
function toolFolder() {
  const base = process.env.RUNNER_TOOL_CACHE || process.env.AGENT_TOOLSDIRECTORY || os.tmpdir();
  // In a container the user may have no name, and userInfo would throw.
  const user = process.getuid ? process.getuid() : os.userInfo().username.replace(/[^A-Za-z0-9_-]/g, '_');
  const folder = path.join(base, `sallyport-source-${user}`);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (ours(folder)) return folder;
  } catch (err) {
    // Falls through to a folder for this run alone.
  }
  return temporary();
}

function ours(folder) {
  const stat = fs.lstatSync(folder);
  if (!stat.isDirectory()) return false;
  return process.platform === 'win32' || (stat.uid === process.getuid() && (stat.mode & 0o077) === 0);
}

// sourceHash covers the path and content of every file beside this one that a
// build could see.
function sourceHash() {
  const hash = crypto.createHash('sha256');
  const walk = (folder, prefix) => {
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (const entry of entries) {
      if (prefix === '' && notSource.has(entry.name)) continue;
      const file = path.join(folder, entry.name);
      const name = `${prefix}${entry.name}`;
      if (entry.isDirectory()) walk(file, `${name}/`);
      else if (entry.isFile()) hash.update(`${JSON.stringify(name)} ${sha256(fs.readFileSync(file))}\n`);
    }
  };
  walk(__dirname, '');
  return hash.digest('hex');
}

// run starts the program from a fresh folder that only this user can enter, so
// that nobody can exchange the file between the check and the start.
function run(content) {
  const file = path.join(temporary(), program);
  fs.writeFileSync(file, content, { flag: 'wx', mode: 0o700 });
  const env = { ...process.env, SALLYPORT_LAUNCHER: '1' }; // on Azure: a task, and not a script that goes by exit codes
  const child = childProcess.spawn(file, [], { env, stdio: 'inherit', shell: false, windowsHide: true });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']) {
    if (signal in os.constants.signals) process.on(signal, () => child.kill(signal));
  }
  child.on('error', (err) => fail(`the program could not be started: ${err.message}`));
  child.on('exit', (code, signal) => {
    if (signal !== null) fail(`the program was ended by ${signal}, so nothing was decided`);
    else if (code !== 0 && host() === 'azure') fail(`the program ended with exit code ${code}, so nothing was decided`, code);
    else process.exit(code);
  });
}

function temporary() {
  if (ownFolder === undefined) {
    const base = process.env.RUNNER_TEMP || process.env.AGENT_TEMPDIRECTORY || os.tmpdir();
    ownFolder = fs.mkdtempSync(path.join(base, 'sallyport-'));
    process.on('exit', () => remove(ownFolder));
  }
  return ownFolder;
}

function remove(folder) {
  try {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch (err) {
    // A virus scanner may hold the file; the host empties its temporary folder.
  }
}

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch (err) {
    throw new Error(`${path.basename(file)} cannot be read (${err.code}), so nothing was started`);
  }
}

function sha256(content) {
  return crypto.createHash('sha256').update(content).digest('hex');
}

function host() {
  if (process.env.GITHUB_ACTIONS === 'true') return 'github';
  return /^true$/i.test(process.env.TF_BUILD || '') ? 'azure' : 'none';
}

// fail ends the step as failed. Azure takes an exit code other than 0 for a
// fault of its own and fails the step too; task.complete says it in our words.
function fail(message, code) {
  const text = `Sallyport: ${message.replace(/[\u0000-\u001f\u007f]/g, ' ').replace(/##/g, '# #')}`;
  if (host() === 'github') say(`::error::${text.replace(/%/g, '%25')}`);
  else if (host() === 'azure') {
    const encoded = text.replace(/%/g, '%AZP25');
    say(`##vso[task.logissue type=error]${encoded}`);
    say(`##vso[task.complete result=Failed]${encoded}`);
  } else say(text);
  process.exit(code || 1);
}

// say writes at once: what console.log has not yet flushed is lost at the exit.
function say(line) {
  try {
    fs.writeSync(1, `${line}\n`);
  } catch (err) {
    // Nobody listens; the exit code still tells.
  }
}
