// SPDX-License-Identifier: Apache-2.0
// The program under test on a free port of this machine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const readyWithin = 60_000;

/**
 * Starts `program serve --store store` and waits for the line with its address. Returns the address, with a slash at its
 * end, and a function that ends the program. `options` are further ones of the program.
 */
export async function startServer(program, store, options = []) {
    const server = spawn(program, ['serve', '--store', store, '--host', '127.0.0.1', '--port', '0', ...options], {
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(server, 'exit');
    const stop = async () => {
        if (server.exitCode === null && server.signalCode === null) server.kill('SIGTERM');
        await ended;
    };
    try {
        return { url: `${(await addressOf(server)).replace(/\/*$/, '')}/`, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

function addressOf(server) {
    return new Promise((resolve, reject) => {
        const late = setTimeout(
            () => reject(new Error(`the server printed no address within ${readyWithin} ms`)),
            readyWithin,
        );
        const settle = (action) => (value) => {
            clearTimeout(late);
            action(value);
        };
        server.on('error', settle(reject));
        server.on('exit', (code) => settle(reject)(new Error(`the server ended with code ${code}`)));
        createInterface({ input: server.stdout }).on('line', (line) => {
            const address = /https?:\/\/\S+/.exec(line);
            if (address) settle(resolve)(address[0]);
        });
    });
}
