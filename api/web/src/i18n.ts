// SPDX-License-Identifier: Apache-2.0
// Every text the viewer itself says, Vietnamese first. Names of records and layers come from the server.
import { dayBefore } from './dates';
import { byId } from './dom';
import type { Language } from './state';

const texts = {
    tagline: ['Bản đồ vùng sản xuất', 'Map of production areas'],
    skipToMap: ['Đến bản đồ', 'Go to the map'],
    switchLanguage: ['English', 'Tiếng Việt'],
    share: ['Chia sẻ', 'Share'],
    shareHint: ['Chia sẻ: chép liên kết đến bản đồ này', 'Share: copy a link to this map'],
    print: ['In', 'Print'],
    printHint: ['In: tờ bản đồ PDF của phần đang xem', 'Print: a PDF sheet of what is on show'],
    linkCopied: ['Đã chép liên kết', 'Link copied'],
    linkNotCopied: [
        'Trình duyệt không cho chép; hãy chép từ thanh địa chỉ',
        'The browser refused; copy it from the address bar',
    ],
    close: ['Đóng', 'Close'],
    retry: ['Thử lại', 'Try again'],
    loading: ['Đang tải…', 'Loading…'],

    map: [
        'Bản đồ: phím mũi tên để dời, + và − để phóng, Enter để xem tại tâm',
        'Map: arrow keys move it, + and − zoom, Enter shows what is at the centre',
    ],
    zoomIn: ['Phóng to', 'Zoom in'],
    zoomOut: ['Thu nhỏ', 'Zoom out'],
    attribution: ['Nguồn bản đồ', 'Sources of the map'],
    zoomAll: ['Xem toàn bộ', 'Show everything'],
    search: ['Tìm', 'Search'],
    searchHint: ['Tìm xã, làng nghề, sản phẩm…', 'Find communes, craft villages, products…'],
    searchResults: ['Kết quả tìm', 'Search results'],
    searchNothing: ['Không tìm thấy', 'Nothing found'],
    former: ['đơn vị cũ, đến hết {date}', 'former, through {date}'],
    searchCount: ['{n} kết quả', '{n} results'],

    views: ['Nội dung', 'Contents'],
    panelLayers: ['Lớp bản đồ', 'Layers'],
    panelStatistics: ['Thống kê', 'Statistics'],
    panelTour: ['Tuyến du lịch', 'Tour routes'],
    hidePanel: ['Thu gọn bảng', 'Hide the panel'],
    showPanel: ['Mở bảng', 'Show the panel'],

    dataShown: ['Dữ liệu hiển thị', 'Data shown'],
    asOf: ['Ngày số liệu', 'As of'],
    asOfReference: ['Ngày tham chiếu', 'Reference date'],
    asOfPick: ['Chọn ngày', 'Choose a day'],
    dateForm: ['nn/tt/nnnn', 'dd/mm/yyyy'],
    asOfClear: ['Về ngày tham chiếu', 'Back to the reference date'],
    reportedOnly: ['Chỉ dữ liệu được công bố', 'Reported data only'],
    reportedOnlyHint: ['Bỏ dữ liệu suy ra và dữ liệu minh hoạ', 'Leaves out derived and illustrative data'],
    layersDefault: ['Mặc định', 'Default'],
    layersNone: ['Tắt hết', 'None'],
    layersOf: ['Chú giải', 'Legend'],
    recordCount: ['{n} bản ghi', '{n} records'],
    ofWhichIllustrative: ['trong đó {n} minh hoạ', '{n} illustrative'],
    ofWhichDerived: ['trong đó {n} suy ra', '{n} derived'],
    hollowKey: ['ký hiệu rỗng: dữ liệu minh hoạ, không có thật', 'hollow symbols: illustrative, made up'],
    groupUnits: ['Nền và hành chính', 'Base and boundaries'],
    groupSites: ['Cơ sở và làng nghề', 'Facilities and craft villages'],
    groupProducts: ['Sản phẩm OCOP', 'OCOP products'],
    groupAreas: ['Vùng nguyên liệu', 'Raw-material areas'],
    groupTours: ['Du lịch', 'Tourism'],

    figure: ['Tô màu theo', 'Colour by'],
    figureNone: ['— không —', '— nothing —'],
    by: ['Đơn vị', 'Units'],
    byCommune: ['Xã, phường', 'Communes'],
    byDistrict: ['Huyện cũ', 'Old districts'],
    points: ['Hiện cả các điểm', 'Show the sites as well'],
    unitsAsOf: ['Ranh giới ngày {date}', 'Boundaries of {date}'],
    dataAsOf: ['Số liệu ngày {date}', 'Data of {date}'],
    classes: ['Khoảng giá trị', 'Classes'],
    unitCount: ['{n} đơn vị', '{n} units'],
    ranking: ['Xếp hạng', 'Ranking'],
    unit: ['Đơn vị', 'Unit'],
    value: ['Giá trị', 'Value'],
    total: ['Tổng cộng', 'Total'],
    notPlaced: ['Chưa xác định vị trí', 'Not placed'],
    download: ['Tải về', 'Download'],
    statisticsHelp: ['Chọn một chỉ số để tô màu các đơn vị.', 'Choose a figure to colour the units by.'],

    route: ['Tuyến', 'Route'],
    routeNone: ['— chọn tuyến —', '— choose a route —'],
    routeNoLine: ['{name} (chưa có đường)', '{name} (no line yet)'],
    distance: ['Cách tuyến tối đa (km)', 'At most this far off (km)'],
    distanceSlider: ['Khoảng cách, thanh trượt', 'Distance, slider'],
    sites: ['{n} điểm theo thứ tự hành trình', '{n} sites in travel order'],
    sitesNone: ['Không có điểm nào trong khoảng cách này', 'No site within this distance'],
    kmAlong: ['km {n}', 'km {n}'],
    offRoute: ['cách {n}', '{n} off'],
    left: ['bên trái', 'left'],
    right: ['bên phải', 'right'],
    on: ['trên tuyến', 'on the route'],
    showKinds: ['Hiện', 'Show'],
    tourHelp: ['Chọn một tuyến để xem các điểm OCOP dọc đường.', 'Choose a route to see the OCOP sites along it.'],

    place: ['Tại đây', 'At this place'],
    placeRecords: ['{n} bản ghi tại đây', '{n} records here'],
    placeEmpty: ['Không có bản ghi nào tại đây', 'No record here'],
    alsoHere: ['Cũng tại đây ({n})', 'Also here ({n})'],
    unitNow: ['Đơn vị hiện nay', 'Unit now'],
    unitThen: ['Trước đây', 'Before'],
    unitAfter: ['Nay thuộc', 'Now part of'],
    unitBefore: ['Hình thành từ', 'Made from'],
    communeUnknown: ['chưa rõ xã', 'commune not known'],
    districtPlace: [
        'Chỉ biết đến cấp huyện: vị trí vẽ trên bản đồ là điểm đại diện của huyện.',
        'Known by its district only: it is drawn at a point that stands for the district.',
    ],
    until: ['đến hết {date}', 'through {date}'],
    outside: ['Ngoài địa bàn', 'Outside the area'],
    coordinates: ['Toạ độ', 'Coordinates'],
    noPlace: ['Bản ghi này chưa có vị trí trên bản đồ.', 'This record has no place on the map.'],
    sourceOfRecord: ['Nguồn gốc', 'Where it comes from'],
    noRating: ['không có hạng sao còn hiệu lực', 'no rating in force'],
    zoomTo: ['Phóng đến', 'Zoom to it'],

    about: ['Giới thiệu và dịch vụ dữ liệu', 'About, and data services'],
    aboutText: [
        'Bản đồ và số liệu lấy từ máy chủ sanvat. Bản ghi ghi “minh hoạ” là dữ liệu tạo ra để minh hoạ, không phải cơ sở có thật.',
        'Map and figures come from the sanvat server. Records marked “illustrative” are made up and stand for no real site.',
    ],

    errorOffline: ['Không nối được với máy chủ.', 'The server cannot be reached.'],
    errorRequest: ['Máy chủ không hiểu yêu cầu', 'The server refused the request'],
    errorMissing: ['Máy chủ không có dữ liệu này', 'The server does not have this'],
    errorBusy: ['Máy chủ đang bận', 'The server is busy'],
    errorOther: ['Máy chủ gặp lỗi', 'The server failed'],

    failedMap: ['Không tải được bản đồ.', 'The map did not load.'],
    failedTiles: ['Một phần bản đồ không tải được.', 'Part of the map did not load.'],
    failedLegend: ['Không tải được chú giải.', 'The legend did not load.'],
    failedSearch: ['Không tìm được.', 'The search failed.'],
    failedRecords: ['Không tải được bản ghi.', 'The records did not load.'],
    failedUnits: ['Không tra được đơn vị hành chính.', 'The administrative units did not load.'],
    failedStatistics: ['Không tải được thống kê.', 'The statistics did not load.'],
    failedCrops: ['Không tải được tên cây trồng.', 'The names of the crops did not load.'],
    failedRoutes: ['Không tải được danh sách tuyến.', 'The routes did not load.'],
    failedCorridor: ['Không tải được các điểm dọc tuyến.', 'The sites along the route did not load.'],
} as const satisfies Record<string, readonly [string, string]>;

export type TextKey = keyof typeof texts;

let language: Language = 'vi';
/** What the server calls its data; the province is no business of the viewer. */
let dataTitle = 'Sản vật';

export function setLanguage(next: Language): void {
    language = next;
    document.documentElement.lang = next;
    translatePage();
    showTitle();
}

/** Puts the name of the data into the heading and into the title of the page. */
export function setTitle(title: string): void {
    dataTitle = title;
    showTitle();
}

function showTitle(): void {
    byId('brand').textContent = dataTitle;
    document.title = `${dataTitle} – ${t('tagline')}`;
}

export function currentLanguage(): Language {
    return language;
}

/** The text in the current language; `{name}` in it is replaced by `values.name`. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
    const text: string = texts[key][language === 'vi' ? 0 : 1];
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** 1.234,5 in Vietnamese, 1,234.5 in English; at most one decimal unless told. */
export function formatNumber(value: number, decimals = 1): string {
    return value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: decimals });
}

/** A plain date for reading; anything but YYYY-MM-DD (a year, a season) comes back as it is. */
export function formatDate(text: string): string {
    const match = /^(\d{4})-(\d{2})-(\d{2})(T.*)?$/.exec(text);
    if (!match) return text;
    if (language === 'vi') return `${match[3]}/${match[2]}/${match[1]}`;
    const date = new Date(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`);
    return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

/** The last day of what is no more from that day on. */
export function formatLastDay(end: string): string {
    return /^\d{4}-\d{2}-\d{2}/.test(end) ? formatDate(dayBefore(end)) : end;
}

export function formatDistance(metres: number): string {
    return metres < 1000 ? `${formatNumber(metres, 0)} m` : `${formatNumber(metres / 1000, 1)} km`;
}

/** Fills what index.html marks: `data-t` the text, `data-t-label` aria-label and tooltip, `data-t-hint` placeholder. */
function translatePage(): void {
    for (const element of document.querySelectorAll<HTMLElement>('[data-t]')) {
        element.textContent = t(element.dataset.t as TextKey);
    }
    for (const element of document.querySelectorAll<HTMLElement>('[data-t-label]')) {
        const text = t(element.dataset.tLabel as TextKey);
        element.setAttribute('aria-label', text);
        if (element instanceof HTMLButtonElement) element.title = text;
    }
    for (const element of document.querySelectorAll<HTMLInputElement>('[data-t-hint]')) {
        element.placeholder = t(element.dataset.tHint as TextKey);
    }
}
