// SPDX-License-Identifier: Apache-2.0
// Tiles by MapServer over HTTP: FastCGI processes behind nginx.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd, freePort, isInstalled, run, serve, until } from './processes.mjs';

const program = '/usr/bin/mapserv';

export class MapServer {
    static async isInstalled() {
        return existsSync(program) && (await isInstalled('spawn-fcgi', 'nginx', 'ogr2ogr'));
    }

    static async start(work, shapes, processes) {
        const folder = join(work, 'mapserver');
        mkdirSync(folder);
        const map = readFileSync(new URL('mapserver.map', import.meta.url), 'utf8');
        writeFileSync(join(folder, 'bench.map'), map.replaceAll('@DATA@', shapes).replaceAll('@WORK@', folder));
        writeFileSync(join(folder, 'fonts.txt'), 'regular /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf\n');
        writeFileSync(
            join(folder, 'mapserver.conf'),
            `CONFIG ENV MS_MAP_PATTERN "." END MAPS BENCH "${join(folder, 'bench.map')}" END END\n`,
        );
        const socket = join(folder, 'socket');
        const pids = join(folder, 'pids');
        await run('spawn-fcgi', ['-s', socket, '-M', '0666', '-F', String(processes), '-P', pids, '--', program], {
            env: { ...process.env, MAPSERVER_CONFIG_FILE: join(folder, 'mapserver.conf') },
        });
        // On SIGTERM it waits for one more request, which nobody sends.
        atEnd(() => {
            for (const pid of readFileSync(pids, 'utf8').trim().split(/\s+/)) process.kill(Number(pid), 'SIGKILL');
        });
        const server = new MapServer(await freePort());
        writeFileSync(join(folder, 'nginx.conf'), nginxConfig(folder, socket, server.port));
        await serve('nginx', ['-c', join(folder, 'nginx.conf')], join(work, 'nginx.log'), async () => {
            return (await fetch(server.url({ z: 9, x: 0, y: 0 }))).ok;
        });
        return server;
    }

    constructor(port) {
        this.port = port;
    }

    url({ z, x, y }) {
        return `http://127.0.0.1:${this.port}/?map=BENCH&mode=tile&tilemode=gmap&layers=all&tile=${x}+${y}+${z}`;
    }
}

function nginxConfig(folder, socket, port) {
    return `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.error.log;
events {}
http { access_log off; keepalive_requests 1000000;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server { listen 127.0.0.1:${port};
    location / { fastcgi_pass unix:${socket};
      fastcgi_param QUERY_STRING $query_string; fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param SCRIPT_NAME /; fastcgi_param SERVER_NAME $server_name; fastcgi_param SERVER_PORT $server_port; } } }
`;
}
