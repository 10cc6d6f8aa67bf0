// SPDX-License-Identifier: Apache-2.0
// The data for renderers: shapefiles with index in the projection of the tiles, the quickest that both read.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

/** `data` names a GeoPackage of each layer. Gives the folder. */
export async function writeShapes(work, data) {
    const folder = join(work, 'shapes');
    mkdirSync(folder);
    for (const [layer, file] of Object.entries(data)) {
        const shape = join(folder, `${layer}.shp`);
        await run('ogr2ogr', [
            ...['-f', 'ESRI Shapefile', shape, file, '-t_srs', 'EPSG:3857', '-select', 'id,name'],
            ...['-lco', 'ENCODING=UTF-8', '-lco', 'SPATIAL_INDEX=YES'],
        ]);
    }
    return folder;
}
