// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "data/error.hpp"
#include "data/text.hpp"
#include "tiler/digest.hpp"
#include "tiler/legend.hpp"
#include "tiler/legend_panel.hpp"
#include "tiler/legend_words.hpp"
#include "tiler/painter.hpp"
#include "tiler/sheet_canvas.hpp"
#include "tiler/sheet_furniture.hpp"
#include "tiler/sheet_layout.hpp"
#include "tiler/sheet_text.hpp"

namespace sanvat::tiler {

namespace {

/// On paper a pixel of the theme holds twice the detail that a screen shows.
constexpr int detail = 2;

/// Mapnik takes pictures of no other size.
constexpr int least_picture_px = 16;

/// Around the store's extent, as a share of it.
constexpr double margin_share = 0.02;

MercatorBox shown_box(const analysis::Snapshot& snapshot, const SheetRequest& request) {
    if (request.box) return to_mercator(*request.box);
    const MercatorBox box = to_mercator(snapshot.extent());
    return box.grown(margin_share * std::max(box.width(), box.height()));
}

/// How well a sheet with a legend came out.
struct LegendFit {
    double letters = 0;  ///< size against what is wanted, as far as smaller letters are harder to read
    bool broken = false;
    double metres_per_point = 0;

    [[nodiscard]] bool better_than(const LegendFit& other) const {
        if (letters != other.letters) return letters > other.letters;
        if (broken != other.broken) return other.broken;
        return metres_per_point < other.metres_per_point;
    }
};

/// Of a letter's size: less is hard to read. On A4 rows have 7 points then.
constexpr double legible_share = 0.95;

/// All that are worth a try: more columns before smaller letters, broken groups where nothing else is legible.
std::vector<LegendShape> legend_shapes() {
    std::vector<LegendShape> shapes;
    constexpr int most_columns = 7;
    for (const bool broken : {false, true}) {
        for (const int width : {270, 220, 180}) {
            for (int columns = 1; columns <= most_columns; ++columns)
                shapes.push_back({columns, width, broken});
        }
    }
    return shapes;
}

/// What is said of the usual filters, by provenance; others stand as they were asked for.
struct ProvenanceNote {
    const char* provenances;
    const char* vi;
    const char* en;
};
constexpr std::array provenance_notes{
    ProvenanceNote{"reported", "Chỉ thể hiện những gì đã được công bố.", "Shows only what is reported."},
    ProvenanceNote{"derived", "Chỉ thể hiện những gì suy ra từ dữ liệu khác.", "Shows only what is derived."},
    ProvenanceNote{"illustrative", "Chỉ thể hiện những gì minh hoạ, không có thật.", "Shows only what is made up."},
    ProvenanceNote{"reported,derived", "Chỉ thể hiện những gì đã được công bố hoặc suy ra từ dữ liệu khác.",
                   "Shows only what is reported or derived."},
    ProvenanceNote{"reported,illustrative", "Chỉ thể hiện những gì đã được công bố hoặc minh hoạ.",
                   "Shows only what is reported or made up."},
    ProvenanceNote{"derived,illustrative", "Chỉ thể hiện những gì suy ra hoặc minh hoạ.",
                   "Shows only what is derived or made up."}};

/// Of a text that is too long for a note, as much as leaves the other notes legible.
std::string beginning_of(const std::string& text) {
    constexpr std::size_t most_bytes = 300;
    if (text.size() <= most_bytes) return text;
    std::size_t end = most_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u)  // inside of a letter
        --end;
    return text.substr(0, end) + " …";
}

/// Draws one sheet, part after part.
class SheetPainter {
public:
    SheetPainter(const std::shared_ptr<const Theme>& theme, const analysis::Snapshot& snapshot, const MapPlan& plan,
                 std::vector<std::shared_ptr<const SceneLayer>> scene, const SheetRequest& request)
        : theme_(theme),
          snapshot_(snapshot),
          plan_(plan),
          request_(request),
          words_(request.language),
          english_(request.language == "en"),
          wanted_(shown_box(snapshot, request)),
          size_(sheet_size(request, wanted_)),
          legend_(make_legend(snapshot, plan, scene)) {
        job_.scene = std::move(scene);
        job_.filter = plan.filter;
        job_.scale = detail;
        job_.deadline = std::chrono::steady_clock::now() + request.time_limit;
    }

    std::string draw() {
        const std::string title = title_text();
        layout_ = lay_out(size_, !title.empty(), std::nullopt);
        aim();
        const Legend all = legend_;
        list_shown(all, job_.zoom);
        std::optional<LegendDrawing> legend;
        if (request_.legend && layout_.furnished) legend = place_legend(all, !title.empty());
        SheetCanvas canvas(
            request_.format, size_, request_.dpi,
            {title.empty() ? shown_titles().in(request_.language) : title, snapshot_.content().attribution});
        paint(canvas, *plan_.style, job_, layout_.map, NamesAtEdge::stay_inside);
        if (legend) paint(canvas, legend->style, legend->job, *layout_.legend, NamesAtEdge::cross);
        if (layout_.furnished) furnish(canvas, title);
        return canvas.finish();
    }

private:
    /// What the map shows, and with which detail.
    void aim() {
        const double pixel_pt = theme_pixel_pt * layout_.unit / detail;
        job_.width = std::max(least_picture_px, static_cast<int>(std::lround(layout_.map.width / pixel_pt)));
        job_.height = std::max(least_picture_px, static_cast<int>(std::lround(layout_.map.height / pixel_pt)));
        job_.box = fitted(wanted_, job_.width, job_.height);
        const double theme_pixels = job_.width * 1.0 / detail;
        const double zoom = std::log2(metres_per_pixel(0) / (job_.box.width() / theme_pixels));
        job_.zoom = std::clamp(static_cast<int>(std::lround(zoom)), 0, max_zoom);
    }

    /// The layers that show something at the zoom.
    void list_shown(const Legend& all, int zoom) {
        legend_ = all;
        std::erase_if(legend_.rows, [&](const LegendRow& row) {
            return !row.layer->zoom.holds(zoom) || (row.counts.total == 0 && !row.classed);
        });
    }

    /// What a legend lists depends on the zoom, that on the room for the map, and that on the legend: the map is drawn
    /// at the zoom of the list, which is never finer than that of the room.
    LegendDrawing place_legend(const Legend& all, bool titled) {
        while (true) {
            const int listed = job_.zoom;
            LegendDrawing legend = add_legend(titled);
            aim();
            if (job_.zoom >= listed) {
                job_.zoom = listed;
                return legend;
            }
            list_shown(all, job_.zoom);
        }
    }

    /// Where letters stay legible and more room is left to what is wanted: beside the map or below it.
    LegendDrawing add_legend(bool titled) {
        LegendPanel panel(*theme_, legend_, request_.language, LegendForm::panel);
        const double letter = theme_pixel_pt * layout_.unit;
        std::optional<LegendFit> best;
        LegendShape chosen;
        for (const LegendShape& shape : legend_shapes()) {
            const LegendSize size = panel.size(shape);
            for (const auto side : {LegendSide::right, LegendSide::below}) {
                const SheetLayout layout =
                    lay_out(size_, titled, SheetLegend{{size.width * 1.0, size.height * 1.0}, side});
                const double share = layout.legend->width / (size.width * letter);
                const LegendFit fit{std::min(share, legible_share), shape.broken, metres_per_point(layout.map)};
                if (best && !fit.better_than(*best)) continue;
                best = fit;
                chosen = shape;
                layout_ = layout;
            }
        }
        return panel.draw(chosen);
    }

    [[nodiscard]] double metres_per_point(const SheetBox& map) const {
        return std::max(wanted_.width() / map.width, wanted_.height() / map.height);
    }

    void paint(SheetCanvas& canvas, const MapStyle& style, const PaintJob& job, const SheetBox& place,
               NamesAtEdge names) const {
        Painter painter(theme_, style, names);
        if (request_.format == SheetFormat::png) return paint_pixels(canvas, painter, job, place);
        cairo_t* context = canvas.context();
        cairo_save(context);
        cairo_rectangle(context, place.left, place.top, place.width, place.height);
        cairo_clip(context);
        cairo_translate(context, place.left, place.top);
        cairo_scale(context, place.width / job.width, place.height / job.height);
        painter.draw(job, context);
        cairo_restore(context);
    }

    /// Pixels come from the painter of tiles, one for one. Cairo's would not do: Mapnik sets the sizes of fonts that
    /// Cairo believes to be its own, and letters come out in the sizes of others.
    static void paint_pixels(SheetCanvas& canvas, Painter& painter, const PaintJob& job, const SheetBox& place) {
        const SheetCanvas::Pixels pixels = canvas.pixels(place);
        PaintJob picture = job;
        picture.width = std::max(least_picture_px, pixels.width);
        picture.height = std::max(least_picture_px, pixels.height);
        picture.scale = job.scale * picture.width / job.width;
        canvas.put(painter.paint(picture), pixels);
    }

    void furnish(const SheetCanvas& canvas, const std::string& title) const {
        const SheetText text(canvas.context(), *theme_);
        const SheetFurniture furniture(canvas.context(), text, layout_, request_.language);
        furniture.graticule(job_.box);
        furniture.heading(title, words_.days(legend_));
        furniture.scale_bar(job_.box);
        furniture.north_arrow();
        furniture.notes(notes());
    }

    [[nodiscard]] std::string title_text() const {
        if (request_.title) return data::to_nfc(*request_.title);
        const std::string& place = snapshot_.content().title;
        const std::string& shown = shown_titles().in(request_.language);
        return place.empty() ? shown : place + " – " + shown;
    }

    /// Of a map by figure or density what it counts, else of the style.
    [[nodiscard]] const Titles& shown_titles() const {
        const auto classed =
            std::ranges::find_if(legend_.rows, [](const LegendRow& row) { return row.classed != nullptr; });
        return classed == legend_.rows.end() ? plan_.style->title : classed->classed->title;
    }

    [[nodiscard]] std::vector<std::string> notes() const {
        std::vector<std::string> notes;
        const std::string& source = snapshot_.content().attribution;
        if (!source.empty()) notes.push_back((english_ ? "Sources: " : "Nguồn: ") + source + ".");
        if (std::string note = provenance_note(); !note.empty()) notes.push_back(std::move(note));
        if (!plan_.filter.empty()) {
            notes.push_back(filter_note());
        }
        notes.emplace_back(english_ ? "Web Mercator projection (EPSG:3857), degrees of WGS 84. Made with sanvat."
                                    : "Phép chiếu Web Mercator (EPSG:3857), toạ độ WGS 84. Lập bằng sanvat.");
        return notes;
    }

    [[nodiscard]] std::string filter_note() const {
        const std::string asked = plan_.filter.canonical();
        for (const auto& [provenances, vi, en] : provenance_notes) {
            analysis::Filter alone;
            alone.add(analysis::parse_provenance_condition(provenances));
            if (alone.canonical() == asked) return english_ ? en : vi;
        }
        return (english_ ? "Only records for which: " : "Chỉ các bản ghi thoả điều kiện: ") + beginning_of(asked);
    }

    /// Of all records of the layers drawn, the ground that they stand on left out; empty where there are none.
    [[nodiscard]] std::string provenance_note() const {
        LegendCounts sum;
        for (const LegendRow& row : legend_.rows) {
            if (row.layer->backdrop || row.classed) continue;  // what is classed tells it in its legend
            sum.total += row.counts.total;
            sum.reported += row.counts.reported;
            sum.derived += row.counts.derived;
            sum.illustrative += row.counts.illustrative;
        }
        if (sum.total == 0) return {};
        std::string text = english_ ? std::to_string(sum.total) + " records in the layers of this map: "
                                    : "Các lớp của bản đồ này có " + std::to_string(sum.total) + " bản ghi: ";
        const char* separator = "";
        const auto add = [&](std::size_t count, const char* vi, const char* en) {
            if (count == 0) return;
            text += separator + std::to_string(count) + (english_ ? en : vi);
            separator = ", ";
        };
        add(sum.reported, " đã được công bố", " reported by their sources");
        add(sum.derived, " suy ra từ dữ liệu khác", " derived from other data");
        add(sum.illustrative, " minh hoạ (không có thật, vẽ bằng ký hiệu rỗng)",
            " illustrative (made up, drawn hollow)");
        return text + ".";
    }

    const std::shared_ptr<const Theme>& theme_;
    const analysis::Snapshot& snapshot_;
    const MapPlan& plan_;
    const SheetRequest& request_;
    const LegendWords words_;
    const bool english_;
    const MercatorBox wanted_;
    const SheetSize size_;
    Legend legend_;
    PaintJob job_;
    SheetLayout layout_;
};

}  // namespace

Tile draw_sheet(const std::shared_ptr<const Theme>& theme, const analysis::Snapshot& snapshot, const MapPlan& plan,
                std::vector<std::shared_ptr<const SceneLayer>> scene, const SheetRequest& request) {
    check_sheet(request);
    std::string bytes = SheetPainter(theme, snapshot, plan, std::move(scene), request).draw();
    std::string etag = digest(bytes);
    return {std::make_shared<const std::string>(std::move(bytes)), std::move(etag), media_type(request.format)};
}

}  // namespace sanvat::tiler
