// SPDX-License-Identifier: Apache-2.0
// Vector tiles by PostGIS: a throwaway cluster, boundaries and points projected beforehand and indexed, one connection.
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, run, serve } from './processes.mjs';

const programs = '/usr/lib/postgresql';

/** The folder of the newest PostgreSQL that has PostGIS; null where there is none. */
function binaries() {
    const versions = existsSync(programs) ? readdirSync(programs).sort((a, b) => Number(b) - Number(a)) : [];
    const found = versions.find((v) => existsSync(`/usr/share/postgresql/${v}/extension/postgis.control`));
    return found ? join(programs, found, 'bin') : null;
}

/** PostgreSQL refuses to run as root: then as the user that its package made. */
async function unprivileged() {
    if (process.getuid() !== 0) return {};
    const id = async (flag) => Number(await run('id', [flag, 'postgres']));
    return { uid: await id('-u'), gid: await id('-g') };
}

export class PostGis {
    static async isInstalled() {
        return binaries() !== null && (await isInstalled('psql', 'ogr2ogr'));
    }

    /** `data` names a GeoPackage of each layer. */
    static async start(work, data) {
        const bin = binaries();
        const user = await unprivileged();
        const folder = join(work, 'postgis');
        mkdirSync(folder);
        if (user.uid) chownSync(folder, user.uid, user.gid);
        const cluster = join(folder, 'cluster');
        await run(join(bin, 'initdb'), ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
            ...user,
            cwd: folder,
        });
        // One thread; nothing compiled for a query that takes a millisecond; all data in memory.
        const settings = [
            ...['listen_addresses=', `unix_socket_directories=${folder}`, 'max_parallel_workers_per_gather=0'],
            ...['jit=off', 'shared_buffers=512MB', 'work_mem=64MB', 'fsync=off'],
        ].flatMap((setting) => ['-c', setting]);
        const server = new PostGis(folder);
        await serve(
            join(bin, 'postgres'),
            ['-D', cluster, ...settings],
            join(work, 'postgis.log'),
            () => server.sql('select 1'),
            {
                ...user,
                cwd: folder,
            },
        );
        await server.sql('create extension postgis');
        for (const [layer, file] of Object.entries(data)) await server.load(layer, file);
        return server;
    }

    constructor(folder) {
        this.folder = folder;
    }

    sql(text) {
        return run('psql', [
            '-h',
            this.folder,
            '-U',
            'postgres',
            '-X',
            '-q',
            '-A',
            '-t',
            '-v',
            'ON_ERROR_STOP=1',
            '-c',
            text,
        ]);
    }

    async load(layer, file) {
        await run('ogr2ogr', [
            ...['-f', 'PostgreSQL', `PG:host=${this.folder} user=postgres dbname=postgres`, file, '-nln', layer],
            ...[
                '-t_srs',
                'EPSG:3857',
                '-lco',
                'GEOMETRY_NAME=geom',
                '-lco',
                'SPATIAL_INDEX=GIST',
                '-nlt',
                'PROMOTE_TO_MULTI',
            ],
        ]);
        await this.sql(`cluster ${layer} using ${layer}_geom_geom_idx`);
        await this.sql(`vacuum analyze ${layer}`);
    }

    /** Makes the function for tiles of a zoom: of each layer the attributes it has there. */
    async prepare(z, layers) {
        const parts = Object.entries(layers).map(
            ([layer, attributes]) => `coalesce((select ST_AsMVT(t, '${layer}', 4096, 'geom') from
                (select ST_AsMVTGeom(geom, ST_TileEnvelope(${z}, x, y), 4096, 64, true) as geom, ${attributes.join(', ')}
                   from ${layer} where geom && ST_TileEnvelope(${z}, x, y, margin => 64.0 / 4096)) t
                where t.geom is not null), ''::bytea)`,
        );
        await this.sql(`create function tile_${z}(x int, y int) returns bytea language sql stable
                        as $$ select ${parts.join(' || ')} $$`);
    }

    async tile({ z, x, y }) {
        return Buffer.from(await this.sql(`select encode(tile_${z}(${x}, ${y}), 'hex')`), 'hex');
    }

    /**
     * Tiles a second that are not empty, made one after the other by one statement of one connection: no tile crosses
     * the socket, which favours PostGIS.
     */
    async rate({ z, x0, y0, x1, y1 }, seconds) {
        const measure = async (times) => {
            const script = join(this.folder, `rate_${z}.sql`);
            writeFileSync(
                script,
                `\\timing on
                select count(*) from (select octet_length(tile_${z}(x, y)) as bytes
                  from generate_series(1, ${times}), generate_series(${x0}, ${x1}) x, generate_series(${y0}, ${y1}) y
                  offset 0) t where bytes > 0;`,
            );
            const out = await run('psql', ['-h', this.folder, '-U', 'postgres', '-X', '-q', '-A', '-t', '-f', script]);
            const [, count, ms] = /^(\d+)\nTime: ([\d.]+) ms/.exec(out);
            return { count: Number(count), s: Number(ms) / 1e3 };
        };
        await measure(1); // warm
        const once = await measure(1);
        const { count, s } = await measure(Math.max(1, Math.ceil(seconds / once.s)));
        return count / s;
    }
}
