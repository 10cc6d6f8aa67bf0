// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tiler/figure_title.hpp"
#include "tiler/legend.hpp"
#include "tiler/painter.hpp"

namespace sanvat::tiler {

namespace {

// Pixels, at scale 1.
constexpr int width = 430;
constexpr int margin = 14;
constexpr int row_height = 24;
constexpr int symbol_width = 32;
constexpr int text_left = margin + symbol_width + 6;

/// Draws a legend as a small map of its own in which a metre is a pixel: the same code paints symbols here and there.
class LegendPainter {
public:
    LegendPainter(const std::shared_ptr<const Theme>& theme, const Legend& legend, std::string_view language)
        : theme_(theme), legend_(legend), language_(language) {}

    Image paint(int scale) {
        style_.id = "legend";
        style_.background = theme_->paper;
        add_heading();
        for (const LegendRow& row : legend_.rows)
            add_row(row);
        skip(row_height / 2);
        add_marks();
        add_texts();
        PaintJob job;
        job.scene = std::move(scene_);
        job.zoom = legend_zoom;
        job.width = width * scale;
        job.height = (y_ + margin) * scale;
        job.scale = scale;
        job.box = {0, -static_cast<double>(y_ + margin), static_cast<double>(width), 0};
        return Painter(theme_, style_).paint(job);
    }

private:
    void skip(int pixels) { y_ += pixels; }
    [[nodiscard]] bool english() const { return language_ == "en"; }
    /// Middle of the present row.
    [[nodiscard]] double middle() const { return -(y_ + row_height / 2.0); }

    void write(std::string text, bool bold, double left) {
        SceneItem item;
        item.shape = MercatorPoint{left, middle()};
        item.label = std::move(text);
        (bold ? bold_ : plain_).push_back(std::move(item));
    }

    void add_heading() {
        write(legend_.style->title.in(language_) + (legend_.title.empty() ? "" : " – " + legend_.title), true, margin);
        skip(row_height - 4);
        std::string dates = (english() ? "Records of " : "Số liệu ngày ") + legend_.as_of.to_string();
        if (legend_.units_as_of) {
            dates += (english() ? ", boundaries of " : ", ranh giới ngày ") + legend_.units_as_of->to_string();
        }
        write(std::move(dates), false, margin);
        skip(row_height + 4);
    }

    /// The layer with its symbol, or with those of its entries or classes below it.
    void add_row(const LegendRow& row) {
        if (row.classed) return add_classes(row);
        const bool split = !row.entries.empty();
        write(row.layer->title.in(language_) + " (" + numbers(row.counts) + ")", false, split ? margin : text_left);
        if (!split) add_sample(plain(*row.layer), row.drawn);
        skip(row_height);
        for (const LegendEntry& entry : row.entries)
            add_entry(*row.layer, entry);
    }

    void add_entry(const ThemeLayer& layer, const LegendEntry& entry) {
        write(entry.title.in(language_) + " (" + numbers(entry.counts) + ")", false, text_left);
        ThemeLayer sample = plain(layer);
        sample.symbol = entry.kind ? layer.symbol_of(0, *entry.kind) : layer.symbol_of(entry.variant);
        add_sample(std::move(sample), entry.drawn);
        skip(row_height);
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
        style_.layers.push_back(std::move(layer));
        scene_.push_back(sample(style_.layers.back(), drawn));
    }

    void add_classes(const LegendRow& row) {
        const ClassedFigure& classed = *row.classed;
        write(classed.title.in(language_), true, margin);
        skip(row_height);
        std::vector<SceneItem> swatches;
        for (std::size_t i = 0; i < classed.classes.size(); ++i) {
            swatches.push_back(swatch(ClassedFigure::look_of(i, classed.classes.size())));
            write(class_text(classed, i), false, text_left);
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
        swatches.push_back(swatch(ClassedFigure::look_of(0, classed.classes.size()) +
                                  static_cast<std::uint32_t>(share) * SceneLayer::kind_step));
        write(title + " (" + std::to_string(number) + ")", false, text_left);
        skip(row_height);
    }

    /// What the colours do not tell: how much is made up, how much stands nowhere.
    void add_rest(const ClassedFigure& classed) {
        const auto text = [&](double value) { return figure_text(value, language_); };
        std::string line = (english() ? "Total " : "Tổng ") + text(classed.whole);
        if (classed.illustrative > 0)
            line += (english() ? ", of it illustrative " : ", trong đó minh hoạ ") + text(classed.illustrative);
        line += (english() ? "; not placed " : "; không rõ vị trí ") + text(classed.not_placed);
        write(std::move(line), false, margin);
        skip(row_height);
        if (classed.without_outline == 0) return;
        write(std::to_string(classed.without_outline) +
                  (english() ? " units have no outline" : " đơn vị không có ranh giới"),
              false, margin);
        skip(row_height);
    }

    [[nodiscard]] SceneItem swatch(std::uint32_t look) const {
        SceneItem item;
        item.shape = std::vector<MercatorPolygon>{{frame(margin, margin + symbol_width)}};
        item.look = look;
        return item;
    }

    /// A rectangle in the present row.
    [[nodiscard]] MercatorLine frame(double left, double right) const {
        const double high = middle() + 7;
        const double low = middle() - 7;
        return {{left, high}, {right, high}, {right, low}, {left, low}, {left, high}};
    }

    /// "118: 6 reported, 112 illustrative"; the total alone where all is reported.
    [[nodiscard]] std::string numbers(const LegendCounts& counts) const {
        std::string text = std::to_string(counts.total);
        if (counts.reported == counts.total) return text;
        const char* separator = ": ";
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
            edge[0].shape = std::vector<MercatorLine>{frame(margin, margin + symbol_width)};
            edge[0].look = SceneLayer::inner_look;
            result->lines = SceneItems(std::move(edge));
            return result;
        }
        const auto provenances = found(drawn);
        std::vector<SceneItem> items;
        for (std::size_t i = 0; i < provenances.size(); ++i) {
            const double width_each = static_cast<double>(symbol_width) / static_cast<double>(provenances.size());
            const double left = margin + width_each * static_cast<double>(i);
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

    void add_marks() {
        ThemeLayer layer;
        layer.id = "provenance";
        layer.source = ThemeSource::places;
        layer.symbol.fill = {70, 90, 110};
        layer.symbol.size = 11;
        layer.symbol.stroke = Stroke{theme_->paper, 1.2, 1, {}};
        std::vector<SceneItem> items;
        for (const auto provenance :
             {data::Provenance::reported, data::Provenance::derived, data::Provenance::illustrative}) {
            SceneItem item;
            item.shape = MercatorPoint{margin + symbol_width / 2.0, middle()};
            item.look = SceneLayer::look_of(0, provenance);
            items.push_back(std::move(item));
            write(theme_->mark(provenance).title.in(language_), false, text_left);
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
        for (const bool bold : {true, false}) {
            ThemeLayer layer;
            layer.id = bold ? "heading" : "text";
            layer.source = ThemeSource::places;
            layer.symbol.fill_opacity = 0;
            layer.symbol.size = 1;
            layer.labels_avoid_from = 22;
            LabelRule rule;
            rule.face = bold ? FontFace::bold : FontFace::regular;
            rule.size = bold ? 15 : 12;
            rule.colour = {40, 40, 40};
            rule.halo_radius = 0;
            rule.wrap = 0;
            layer.label = rule;
            add_layer(std::move(layer), std::move(bold ? bold_ : plain_));
        }
    }

    const std::shared_ptr<const Theme>& theme_;
    const Legend& legend_;
    const std::string_view language_;
    MapStyle style_;
    std::vector<std::shared_ptr<const SceneLayer>> scene_;
    std::vector<SceneItem> bold_;
    std::vector<SceneItem> plain_;
    int y_ = margin;
};

}  // namespace

Image legend_image(const std::shared_ptr<const Theme>& theme, const Legend& legend, std::string_view language,
                   int scale) {
    return LegendPainter(theme, legend, language).paint(scale);
}

}  // namespace sanvat::tiler
