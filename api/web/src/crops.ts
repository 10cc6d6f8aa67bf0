// SPDX-License-Identifier: Apache-2.0
// The crops' names, as the raw-material areas of the store give them: elsewhere records and columns hold ids.
import { getJson, type FeatureCollection } from './api';
import { clearError, showError } from './status';
import type { Pair } from './words';

const names = new Map<string, Pair>();

/** Until then, and for a crop of no area, there is no name. Failures are shown, never thrown. */
export async function loadCrops(onLoaded: () => void): Promise<void> {
    try {
        const { features } = await getJson<FeatureCollection>('collections/raw-material-areas/items', {
            limit: 10_000,
        });
        for (const { properties } of features) {
            const { crop, crop_name: vi, crop_name_en: en } = properties;
            if (crop && vi) names.set(String(crop), [String(vi), String(en ?? vi)]);
        }
        clearError('failedCrops');
        onLoaded();
    } catch (error) {
        showError('failedCrops', error, () => void loadCrops(onLoaded));
    }
}

export function cropName(crop: string): Pair | undefined {
    return names.get(crop);
}
