// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "tiler/figure_title.hpp"
#include "tiler/legend.hpp"
#include "tiler/painter.hpp"

namespace sanvat::tiler {

namespace {

// Pixels, at scale 1.
constexpr int picture_width = 460;
constexpr int row_height = 24;
constexpr int numbers_height = 12;  // of a panel, under a row
constexpr int symbol_width = 32;

/// Sizes of letters.
enum class Text : std::uint8_t { heading, row, numbers };
constexpr std::array all_texts{Text::heading, Text::row, Text::numbers};

double size_of(Text text) {
    switch (text) {
        case Text::heading:
            return 15;
        case Text::row:
            return 12;
        case Text::numbers:
            return 9.5;
    }
    return 12;
}

/// Draws a legend as a small map of its own in which a metre is a pixel: the same code paints symbols here and there.
class LegendPainter {
public:
    LegendPainter(const Theme& theme, const Legend& legend, std::string_view language, LegendForm form, int columns)
        : theme_(theme),
          legend_(legend),
          language_(language),
          panel_(form == LegendForm::panel),
          margin_(panel_ ? 0 : 14),
          width_(panel_ ? legend_column : picture_width),
          columns_(panel_ ? columns : 1),
          y_(margin_) {}

    LegendDrawing draw() {
        style_.id = "legend";
        style_.background = theme_.paper;
        add_heading();
        top_ = y_;
        column_end_ = top_ + (rows_height() + columns_ - 1) / columns_;
        for (const LegendRow& row : legend_.rows)
            add_row(row);
        if (columns_ == 1) skip(row_height / 2);
        add_marks();
        add_texts();
        const int width = left_ + width_;
        const int height = std::max(lowest_, y_) + margin_;
        PaintJob job;
        job.scene = std::move(scene_);
        job.zoom = legend_zoom;
        job.width = width;
        job.height = height;
        job.box = {0, -static_cast<double>(height), static_cast<double>(width), 0};
        return {std::move(style_), std::move(job)};
    }

private:
    void skip(int pixels) { y_ += pixels; }
    [[nodiscard]] bool english() const { return language_ == "en"; }
    /// Middle of the present row.
    [[nodiscard]] double middle() const { return -(y_ + row_height / 2.0); }
    [[nodiscard]] double symbol_left() const { return left_ + margin_; }
    [[nodiscard]] double text_left() const { return symbol_left() + symbol_width + 6; }

    /// Numbers that do not fit beside the title stand under it.
    [[nodiscard]] bool numbers_below(const LegendCounts& counts) const {
        return panel_ && counts.reported != counts.total;
    }
    [[nodiscard]] int height_of(const LegendCounts& counts) const {
        return row_height + (numbers_below(counts) ? numbers_height : 0);
    }
    [[nodiscard]] int height_of(const LegendRow& row) const {
        if (!row.classed) {
            int height = height_of(row.counts);
            for (const LegendEntry& entry : row.entries)
                height += height_of(entry.counts);
            return height;
        }
        const ClassedFigure& classed = *row.classed;
        const auto made_up = std::ranges::count_if(classed.made_up, [](std::size_t number) { return number > 0; });
        const auto swatches = static_cast<int>(classed.classes.size()) + static_cast<int>(made_up);
        return (1 + swatches) * row_height + static_cast<int>(rest_lines(classed).size()) * (numbers_height + 4);
    }
    [[nodiscard]] int rows_height() const {
        int height = static_cast<int>(marks_shown().size()) * row_height;
        for (const LegendRow& row : legend_.rows)
            height += height_of(row);
        return height;
    }

    /// Goes on in the next column where the present one is full: a column may end a row later, never a row earlier,
    /// than all of them would if rows could be cut.
    void begin_row() {
        if (columns_ == 1 || y_ < column_end_) return;
        lowest_ = std::max(lowest_, y_);
        left_ += width_;
        y_ = top_;
    }

    void write(std::string text, Text kind, double left, double middle) {
        SceneItem item;
        item.shape = MercatorPoint{left, middle};
        item.label = std::move(text);
        texts_[static_cast<std::size_t>(kind)].push_back(std::move(item));
    }

    void add_heading() {
        if (panel_) {
            write(english() ? "Legend" : "Chú giải", Text::heading, symbol_left() - 4, middle());
            return skip(row_height + 4);
        }
        write(legend_.style->title.in(language_) + (legend_.title.empty() ? "" : " – " + legend_.title), Text::heading,
              symbol_left(), middle());
        skip(row_height - 4);
        std::string dates = (english() ? "Records of " : "Số liệu ngày ") + legend_.as_of.to_string();
        if (legend_.units_as_of) {
            dates += (english() ? ", boundaries of " : ", ranh giới ngày ") + legend_.units_as_of->to_string();
        }
        write(std::move(dates), Text::row, symbol_left(), middle());
        skip(row_height + 4);
    }

    /// The layer with its symbol, or with those of its entries or classes below it.
    void add_row(const LegendRow& row) {
        if (row.classed) return add_classes(row);
        begin_row();
        const bool split = !row.entries.empty();
        write_counted(row.layer->title.in(language_), row.counts, split ? symbol_left() : text_left());
        if (!split) add_sample(plain(*row.layer), row.drawn);
        skip(height_of(row.counts));
        for (const LegendEntry& entry : row.entries)
            add_entry(*row.layer, entry);
    }

    void write_counted(const std::string& title, const LegendCounts& counts, double left) {
        if (!numbers_below(counts)) return write(title + " (" + numbers(counts) + ")", Text::row, left, middle());
        write(title, Text::row, left, middle());
        write(numbers(counts), Text::numbers, left, middle() - row_height / 2.0 - 2);
    }

    void add_entry(const ThemeLayer& layer, const LegendEntry& entry) {
        begin_row();
        write_counted(entry.title.in(language_), entry.counts, text_left());
        ThemeLayer sample = plain(layer);
        sample.symbol = entry.kind ? layer.symbol_of(0, *entry.kind) : layer.symbol_of(entry.variant);
        add_sample(std::move(sample), entry.drawn);
        skip(height_of(entry.counts));
    }

    /// The same without what makes records differ: one symbol, at every zoom.
    static ThemeLayer plain(const ThemeLayer& layer) {
        ThemeLayer result = layer;
        result.zoom = {};
        result.label.reset();
        result.variants.clear();
        result.kinds.clear();
        result.colours.reset();
        return result;
    }

    void add_sample(ThemeLayer layer, const std::array<bool, 3>& drawn) {
        // Several rows may show the same layer, and Mapnik knows styles by their names.
        layer.id += "/" + std::to_string(style_.layers.size());
        const auto each = static_cast<double>(symbol_width) / static_cast<double>(found(drawn).size());
        const double most = std::min<double>(row_height - 6, each + 4);  // large symbols would lie on their neighbours
        layer.symbol.size = std::min(layer.symbol.size.at(legend_zoom), most);
        style_.layers.push_back(std::move(layer));
        scene_.push_back(sample(style_.layers.back(), drawn));
    }

    void add_classes(const LegendRow& row) {
        const ClassedFigure& classed = *row.classed;
        begin_row();
        write(classed.title.in(language_), panel_ ? Text::row : Text::heading, symbol_left(), middle());
        skip(row_height);
        std::vector<SceneItem> swatches;
        for (std::size_t i = 0; i < classed.classes.size(); ++i) {
            begin_row();
            swatches.push_back(swatch(ClassedFigure::look_of(i, classed.classes.size())));
            write(class_text(classed, i), Text::row, text_left(), middle());
            skip(row_height);
        }
        add_made_up(classed, MadeUp::some, english() ? "partly illustrative" : "một phần là minh hoạ", swatches);
        add_made_up(classed, MadeUp::most, english() ? "mostly illustrative" : "phần lớn là minh hoạ", swatches);
        add_rest(classed);
        auto scene = std::make_shared<SceneLayer>();
        scene->polygons = SceneItems(std::move(swatches));
        style_.layers.push_back(plain(*row.layer));
        scene_.push_back(std::move(scene));
    }

    [[nodiscard]] std::string class_text(const ClassedFigure& classed, std::size_t i) const {
        const auto& each = classed.classes[i];
        const std::string count = " (" + std::to_string(each.count) + ")";
        const std::string to = figure_text(each.to, language_);
        if (each.from == each.to) return to + count;
        // Only the lowest class holds its lower end: "0 – 3", then "> 3 – 7".
        return (each.from_closed ? "" : "> ") + figure_text(each.from, language_) + " – " + to + count;
    }

    void add_made_up(const ClassedFigure& classed, MadeUp share, const std::string& title,
                     std::vector<SceneItem>& swatches) {
        const std::size_t number = classed.made_up[static_cast<std::size_t>(share)];
        if (number == 0) return;
        begin_row();
        swatches.push_back(swatch(ClassedFigure::look_of(0, classed.classes.size()) +
                                  static_cast<std::uint32_t>(share) * SceneLayer::kind_step));
        write(title + " (" + std::to_string(number) + ")", Text::row, text_left(), middle());
        skip(row_height);
    }

    /// What the colours do not tell: how much is made up, how much stands nowhere.
    void add_rest(const ClassedFigure& classed) {
        for (std::string& line : rest_lines(classed)) {
            begin_row();
            write(std::move(line), panel_ ? Text::numbers : Text::row, symbol_left(), middle());
            skip(panel_ ? numbers_height + 4 : row_height);
        }
    }

    /// One line each; a picture has room for the first ones side by side.
    [[nodiscard]] std::vector<std::string> rest_lines(const ClassedFigure& classed) const {
        const auto text = [&](double value) { return figure_text(value, language_); };
        std::vector<std::string> lines{(english() ? "Total " : "Tổng ") + text(classed.whole)};
        if (classed.illustrative > 0)
            lines.back() += (english() ? ", of it illustrative " : ", trong đó minh hoạ ") + text(classed.illustrative);
        std::string lost = (english() ? "not placed " : "không rõ vị trí ") + text(classed.not_placed);
        if (panel_) {
            lines.push_back(std::move(lost));
        } else {
            lines.back() += "; " + lost;
        }
        if (classed.without_outline > 0)
            lines.push_back(std::to_string(classed.without_outline) +
                            (english() ? " units have no outline" : " đơn vị không có ranh giới"));
        return lines;
    }

    [[nodiscard]] SceneItem swatch(std::uint32_t look) const {
        SceneItem item;
        item.shape = std::vector<MercatorPolygon>{{frame(symbol_left(), symbol_left() + symbol_width)}};
        item.look = look;
        return item;
    }

    /// A rectangle in the present row.
    [[nodiscard]] MercatorLine frame(double left, double right) const {
        const double high = middle() + 7;
        const double low = middle() - 7;
        return {{left, high}, {right, high}, {right, low}, {left, low}, {left, high}};
    }

    /// "118: 6 reported, 112 illustrative", "177 illustrative"; the total alone where all is reported.
    [[nodiscard]] std::string numbers(const LegendCounts& counts) const {
        std::string text = std::to_string(counts.total);
        if (counts.reported == counts.total) return text;
        const bool of_one_kind = counts.derived == counts.total || counts.illustrative == counts.total;
        const char* separator = of_one_kind ? "" : ": ";
        if (of_one_kind) text.clear();
        const auto add = [&](std::size_t number, const char* vi, const char* en) {
            if (number == 0) return;
            text += separator + std::to_string(number) + " " + (english() ? en : vi);
            separator = ", ";
        };
        add(counts.reported, "đã công bố", "reported");
        add(counts.derived, "suy ra", "derived");
        add(counts.illustrative, "minh hoạ", "illustrative");
        return text;
    }

    /// Provenances of the symbols there are; reported where there are none.
    static std::vector<data::Provenance> found(const std::array<bool, 3>& drawn) {
        std::vector<data::Provenance> result;
        for (const auto provenance :
             {data::Provenance::reported, data::Provenance::derived, data::Provenance::illustrative}) {
            if (drawn[static_cast<std::size_t>(provenance)]) result.push_back(provenance);
        }
        if (result.empty()) result.push_back(data::Provenance::reported);
        return result;
    }

    /// The layer's symbol at the left of the present row, once for each provenance that occurs, so that nobody takes
    /// hollow ones for another kind.
    [[nodiscard]] std::shared_ptr<const SceneLayer> sample(const ThemeLayer& layer,
                                                           const std::array<bool, 3>& drawn) const {
        auto result = std::make_shared<SceneLayer>();
        if (layer.is_units()) {
            result->polygons = SceneItems({swatch(0)});
            std::vector<SceneItem> edge(1);
            edge[0].shape = std::vector<MercatorLine>{frame(symbol_left(), symbol_left() + symbol_width)};
            edge[0].look = SceneLayer::inner_look;
            result->lines = SceneItems(std::move(edge));
            return result;
        }
        const auto provenances = found(drawn);
        std::vector<SceneItem> items;
        for (std::size_t i = 0; i < provenances.size(); ++i) {
            const double width_each = static_cast<double>(symbol_width) / static_cast<double>(provenances.size());
            const double left = symbol_left() + width_each * static_cast<double>(i);
            SceneItem item;
            item.shape = sample_shape(layer.symbol.shape, left, left + width_each);
            item.look = SceneLayer::look_of(0, provenances[i]);
            items.push_back(std::move(item));
        }
        SceneItems& set = layer.symbol.shape == Shape::fill   ? result->polygons
                          : layer.symbol.shape == Shape::line ? result->lines
                                                              : result->points;
        set = SceneItems(std::move(items));
        return result;
    }

    [[nodiscard]] MercatorShape sample_shape(Shape shape, double left, double right) const {
        if (shape == Shape::fill) return std::vector<MercatorPolygon>{{frame(left + 1, right - 1)}};
        if (shape == Shape::line) return std::vector<MercatorLine>{{{left, middle()}, {right, middle()}}};
        return MercatorPoint{(left + right) / 2, middle()};
    }

    /// All in a picture; in a panel none that nothing on the map has.
    [[nodiscard]] std::vector<data::Provenance> marks_shown() const {
        std::vector<data::Provenance> shown{data::Provenance::reported, data::Provenance::derived,
                                            data::Provenance::illustrative};
        if (!panel_) return shown;
        std::erase_if(shown, [this](data::Provenance provenance) {
            return std::ranges::none_of(legend_.rows, [provenance](const LegendRow& row) {
                switch (provenance) {
                    case data::Provenance::reported:
                        return row.counts.reported > 0;
                    case data::Provenance::derived:
                        return row.counts.derived > 0;
                    case data::Provenance::illustrative:
                        return row.counts.illustrative > 0;
                }
                return false;
            });
        });
        if (shown == std::vector{data::Provenance::reported}) shown.clear();  // nothing to tell apart
        return shown;
    }

    void add_marks() {
        ThemeLayer layer;
        layer.id = "provenance";
        layer.source = ThemeSource::places;
        layer.symbol.fill = {70, 90, 110};
        layer.symbol.size = 11;
        layer.symbol.stroke = Stroke{theme_.paper, 1.2, 1, {}};
        std::vector<SceneItem> items;
        for (const auto provenance : marks_shown()) {
            begin_row();
            SceneItem item;
            item.shape = MercatorPoint{symbol_left() + symbol_width / 2.0, middle()};
            item.look = SceneLayer::look_of(0, provenance);
            items.push_back(std::move(item));
            write(theme_.mark(provenance).title.in(language_), Text::row, text_left(), middle());
            skip(row_height);
        }
        add_layer(std::move(layer), std::move(items));
    }

    void add_layer(ThemeLayer layer, std::vector<SceneItem> items) {
        auto scene = std::make_shared<SceneLayer>();
        scene->points = SceneItems(std::move(items));
        style_.layers.push_back(std::move(layer));
        scene_.push_back(std::move(scene));
    }

    void add_texts() {
        for (const Text text : all_texts) {
            ThemeLayer layer;
            layer.id = "text" + std::to_string(static_cast<int>(text));
            layer.source = ThemeSource::places;
            layer.symbol.fill_opacity = 0;
            layer.symbol.size = 1;
            layer.labels_avoid_from = 22;
            LabelRule rule;
            rule.face = text == Text::heading ? FontFace::bold : FontFace::regular;
            rule.size = size_of(text);
            rule.colour = {40, 40, 40};
            rule.halo_radius = 0;
            rule.wrap = 0;
            layer.label = rule;
            add_layer(std::move(layer), std::move(texts_[static_cast<std::size_t>(text)]));
        }
    }

    const Theme& theme_;
    const Legend& legend_;
    const std::string_view language_;
    const bool panel_;
    const int margin_;
    const int width_;  // of a column
    const int columns_;
    MapStyle style_;
    std::vector<std::shared_ptr<const SceneLayer>> scene_;
    std::array<std::vector<SceneItem>, all_texts.size()> texts_;
    int left_ = 0;  // of the present column
    int y_;
    int top_ = 0;
    int column_end_ = 0;
    int lowest_ = 0;
};

}  // namespace

LegendDrawing draw_legend(const Theme& theme, const Legend& legend, std::string_view language, LegendForm form,
                          int columns) {
    return LegendPainter(theme, legend, language, form, columns).draw();
}

Image legend_image(const std::shared_ptr<const Theme>& theme, const Legend& legend, std::string_view language,
                   int scale) {
    LegendDrawing drawing = draw_legend(*theme, legend, language, LegendForm::picture, 1);
    drawing.job.width *= scale;
    drawing.job.height *= scale;
    drawing.job.scale = scale;
    return Painter(theme, drawing.style).paint(drawing.job);
}

}  // namespace sanvat::tiler
