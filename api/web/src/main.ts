// SPDX-License-Identifier: Apache-2.0
// Puts the viewer together: one state, and the parts that show it.
import 'ol/ol.css';
import './style.css';
import { getJson, recordFilters, type Landing, type SearchResult, type TileJson } from './api';
import { Choropleth } from './choropleth';
import { loadCrops } from './crops';
import { byId } from './dom';
import { showFilters } from './filters';
import { roundDegrees } from './geojson';
import { setLanguage, setTitle } from './i18n';
import { Layers } from './layers';
import { MapView } from './map';
import { Overlay } from './overlay';
import { showPanel } from './panel';
import { Place } from './place';
import { showPrint } from './print';
import { Search } from './search';
import { keepAddress, showShare } from './share';
import { clearError, showError } from './status';
import { parseFragment, Store } from './state';
import { Tour } from './tour';

const linkedState = parseFragment(location.hash);
const store = new Store(linkedState);
setLanguage(store.state.language);
// First of all listeners: the others render in the language that holds then.
store.subscribe((state, changed) => {
    if (changed.has('language')) setLanguage(state.language);
});
byId('language').addEventListener('click', () => store.set({ language: store.state.language === 'vi' ? 'en' : 'vi' }));
byId('skip').addEventListener('click', (event) => {
    // The fragment is the state's: do not let the link write there.
    event.preventDefault();
    byId('map').focus();
});
showPanel(store);
showShare();
void start();

async function start(): Promise<void> {
    let tiles: TileJson;
    try {
        const [landing, answer] = await Promise.all([
            getJson<Landing>('./', { f: 'json' }),
            getJson<TileJson>('tiles/overview.json'),
        ]);
        setTitle(landing.title);
        tiles = answer;
        clearError('failedMap');
    } catch (error) {
        showError('failedMap', error, () => void start());
        return;
    }
    const layers = new Layers(store);
    const filters = showFilters(store, () => layers.asOf);
    const view = new MapView(tiles);
    const choropleth = new Choropleth(store, view, () => layers.levels);
    const overlay = new Overlay(view);
    const place = new Place(store, view, layers, overlay, choropleth);
    const tour = new Tour(store, view, overlay);
    new Search(store, (result) => chooseResult(result, view, tour));

    const showTiles = (): void => {
        const { state } = store;
        if (state.figure) view.showTiles('labels', layers.overChoropleth(state), recordFilters(state));
        else view.showTiles('overview', state.layers && layers.visible(state), recordFilters(state));
    };
    layers.onLoaded(() => {
        filters.update();
        showTiles();
        const { levels } = layers;
        const [level] = levels;
        if (level && !levels.includes(store.state.by)) store.set({ by: level });
        choropleth.render();
    });
    store.subscribe((state, changed) => {
        if (
            ['layers', 'asOf', 'reportedOnly', 'figure', 'by', 'points'].some((key) =>
                changed.has(key as keyof typeof state),
            )
        )
            showTiles();
        // A record of a layer now switched off must not stay in the popup.
        if (changed.has('layers') && state.at) void place.show(state);
        if (changed.has('language')) view.translate();
    });

    view.translate();
    view.setView(store.state.view);
    view.onMoved(() => store.set({ view: view.view }));
    view.onPicked((lon, lat) => {
        store.set({ at: [roundDegrees(lon), roundDegrees(lat)], record: null });
        view.reveal(lon, lat);
    });
    keepAddress(store, () => view.setView(store.state.view));
    showPrint(store, view, layers);

    // Which of the layers that a link names there are, only the legend tells.
    if (!store.state.figure && !store.state.layers) showTiles();
    const routes = tour.load();
    void loadCrops(() => {
        choropleth.render();
        place.translate();
    });
    // What is visible decides which records a place shows, and what the data has, what it can be coloured by.
    await layers.load();
    void choropleth.show(store.state);
    if (linkedState.route && !linkedState.view) void routes.then(() => tour.fit());
    const { view: linked, at, record } = linkedState;
    if (record && !linked && !at) place.open(record);
    else void place.show(store.state);
}

/** Goes to what was found, and opens it. */
function chooseResult(result: SearchResult, view: MapView, tour: Tour): void {
    const at: [number, number] | null =
        typeof result.lon === 'number' && typeof result.lat === 'number'
            ? [roundDegrees(result.lon), roundDegrees(result.lat)]
            : null;
    const isPoint = !result.bbox || (result.bbox[0] === result.bbox[2] && result.bbox[1] === result.bbox[3]);
    if (result.collection === 'tour-routes') {
        store.set({ panel: 'tour', route: result.id });
        tour.fit();
        return;
    }
    // The popup opens first: where the map goes to depends on what it covers.
    store.set({ at, record: `${result.collection}/${result.id}` });
    if (!isPoint && result.bbox) view.fitBox(result.bbox);
    else if (at) view.goTo(at[0], at[1], 13);
}
