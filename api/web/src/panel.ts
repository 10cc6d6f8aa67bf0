// SPDX-License-Identifier: Apache-2.0
// The panel: tabs after the ARIA authoring practices, and on a phone a sheet that slides out of the way.
import { byId } from './dom';
import { t } from './i18n';
import type { Panel, Store } from './state';

const panels: readonly Panel[] = ['layers', 'statistics', 'tour'];

export function showPanel(store: Store): void {
    const tab = (panel: Panel): HTMLElement => byId(`tab-${panel}`);
    const phone = window.matchMedia('(max-width: 720px)');
    const sheet = byId('sheet');
    const setOpen = (open: boolean): void => {
        document.body.dataset.sheet = open ? 'open' : 'closed';
        sheet.setAttribute('aria-expanded', String(open));
        sheet.setAttribute('aria-label', t(open ? 'hidePanel' : 'showPanel'));
    };
    const isOpen = (): boolean => document.body.dataset.sheet === 'open';

    const update = (): void => {
        byId('panel').dataset.panel = store.state.panel;
        for (const panel of panels) {
            const chosen = panel === store.state.panel;
            tab(panel).setAttribute('aria-selected', String(chosen));
            tab(panel).tabIndex = chosen ? 0 : -1;
            byId(`panel-${panel}`).hidden = !chosen;
        }
        setOpen(isOpen());
    };

    for (const panel of panels) {
        tab(panel).addEventListener('click', () => {
            // On a phone the chosen tab is also what folds the sheet away.
            setOpen(!(phone.matches && isOpen() && store.state.panel === panel));
            store.set({ panel });
        });
        tab(panel).addEventListener('keydown', (event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            const next = step && panels[(panels.indexOf(panel) + step + panels.length) % panels.length];
            if (!next) return;
            event.preventDefault();
            store.set({ panel: next });
            tab(next).focus();
        });
    }
    sheet.addEventListener('click', () => setOpen(!isOpen()));
    phone.addEventListener('change', () => setOpen(!phone.matches));
    setOpen(!phone.matches);
    store.subscribe(update);
    update();
}
