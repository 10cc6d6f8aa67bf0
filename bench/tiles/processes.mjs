// SPDX-License-Identifier: Apache-2.0
// Programs that a run starts and ends itself.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const readyWithin = 30_000;
const endings = [];

/** Ends what was started, the latest first. */
export async function endAll() {
    while (endings.length > 0) await endings.pop()();
}

/** `end` is called when the run is over, if not before. */
export function atEnd(end) {
    endings.push(end);
}

/** What the program prints. Throws with what it complains about. */
export async function run(program, args, options = {}) {
    const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 2 ** 28, ...options });
    return stdout;
}

export async function isInstalled(...programs) {
    const found = programs.map((program) =>
        run('which', [program]).then(
            () => true,
            () => false,
        ),
    );
    return (await Promise.all(found)).every(Boolean);
}

/** Starts a program that serves until the end of the run; `log` takes what it says. Resolves when `ready` does. */
export async function serve(program, args, log, ready, options = {}) {
    const out = openSync(log, 'a');
    const child = spawn(program, args, { stdio: ['ignore', out, out], ...options });
    const ended = once(child, 'exit');
    atEnd(async () => {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
        await ended;
    });
    const failed = ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${code}: see ${log}`)));
    failed.catch(() => {});
    await Promise.race([until(ready, program), failed]);
}

/** Asks again and again until the answer is not false. */
export async function until(ready, what) {
    const late = Date.now() + readyWithin;
    while (
        !(await Promise.resolve()
            .then(ready)
            .catch(() => false))
    ) {
        if (Date.now() > late) throw new Error(`${what} is not ready within ${readyWithin} ms`);
        await sleep(20);
    }
}

export async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    return port;
}
