// SPDX-License-Identifier: Apache-2.0
#include <array>

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

    void add_row(const LegendRow& row) {
        write(row.layer->title.in(language_) + " (" + numbers(row.counts) + ")", false, text_left);
        ThemeLayer layer = *row.layer;
        layer.zoom = {};
        layer.label.reset();
        for (Variant& variant : layer.variants)
            variant.zoom = {};
        style_.layers.push_back(std::move(layer));
        scene_.push_back(sample(style_.layers.back(), row.counts));
        skip(row_height);
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

    /// A symbol for each provenance that occurs, so that nobody takes hollow ones for another kind.
    [[nodiscard]] std::vector<SceneItem> marks(const LegendCounts& counts) const {
        std::vector<data::Provenance> found;
        if (counts.reported > 0 || counts.total == 0) found.push_back(data::Provenance::reported);
        if (counts.derived > 0) found.push_back(data::Provenance::derived);
        if (counts.illustrative > 0) found.push_back(data::Provenance::illustrative);
        std::vector<SceneItem> items;
        for (std::size_t i = 0; i < found.size(); ++i) {
            const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(found.size());
            SceneItem item;
            item.shape = MercatorPoint{margin + symbol_width * share, middle()};
            item.look = SceneLayer::look_of(0, found[i]);
            items.push_back(std::move(item));
        }
        return items;
    }

    /// The layer's symbol at the left of the present row.
    [[nodiscard]] std::shared_ptr<const SceneLayer> sample(const ThemeLayer& layer, const LegendCounts& counts) const {
        const double left = margin;
        const double right = margin + symbol_width;
        const double high = middle() + 7;
        const double low = middle() - 7;
        const MercatorLine frame{{left, high}, {right, high}, {right, low}, {left, low}, {left, high}};
        auto result = std::make_shared<SceneLayer>();
        SceneItem item;
        if (layer.symbol.shape == Shape::fill) {
            item.shape = std::vector<MercatorPolygon>{{frame}};
            std::vector<SceneItem> edge(1);
            edge[0].shape = std::vector<MercatorLine>{frame};
            edge[0].look = layer.is_units() ? SceneLayer::inner_look : 0;
            result->polygons = SceneItems({item});
            if (layer.is_units()) result->lines = SceneItems(std::move(edge));
        } else if (layer.symbol.shape == Shape::line) {
            item.shape = std::vector<MercatorLine>{{{left, middle()}, {right, middle()}}};
            result->lines = SceneItems({item});
        } else {
            result->points = SceneItems(marks(counts));
        }
        return result;
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
