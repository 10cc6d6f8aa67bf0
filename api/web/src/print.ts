// SPDX-License-Identifier: Apache-2.0
// The link to a printable sheet of what the map shows.
import { address, recordFilters } from './api';
import { byId } from './dom';
import type { Layers } from './layers';
import type { MapView } from './map';
import type { Store } from './state';

/** Keeps the link up to date: it can be copied and opened elsewhere like any other. */
export function showPrint(store: Store, view: MapView, layers: Layers): void {
    const link = byId<HTMLAnchorElement>('print');
    const update = (): void => {
        const { state } = store;
        const { figure, by } = state;
        const shown = figure ? null : state.layers && layers.visible(state);
        link.href = address(figure ? 'maps/choropleth.pdf' : 'maps/overview.pdf', {
            bbox: view.box.map((degrees) => degrees.toFixed(5)).join(','),
            layers: shown?.length ? shown.join(',') : null,
            figure,
            by: figure && by,
            ...recordFilters(state),
            lang: state.language,
        });
    };
    store.subscribe(update);
    view.onMoved(update);
    update();
}
