// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend_canvas.hpp"

#include <algorithm>

namespace sanvat::tiler {

namespace {

/// The mark of an area is so large that the area's outline shows around it, pixels.
constexpr double mark_in_area = 12;

/// The layer without what makes records differ: one symbol, at every zoom.
ThemeLayer plain(const ThemeLayer& layer) {
    ThemeLayer result = layer;
    result.zoom = {};
    result.label.reset();
    result.variants.clear();
    result.kinds.clear();
    result.colours.reset();
    return result;
}

/// A field across the room of a symbol or a part of it; y downwards.
MercatorLine frame(double left, double right, double middle) {
    constexpr double half = 7;
    const double high = -middle + half;
    const double low = -middle - half;
    return {{left, high}, {right, high}, {right, low}, {left, low}, {left, high}};
}

MercatorShape sample_shape(Shape shape, double left, double right, double middle) {
    if (shape == Shape::fill) return std::vector<MercatorPolygon>{{frame(left + 1, right - 1, middle)}};
    if (shape == Shape::line) return std::vector<MercatorLine>{{{left, -middle}, {right, -middle}}};
    return MercatorPoint{(left + right) / 2, -middle};
}

/// Provenances of the symbols there are; reported where there are none.
std::vector<data::Provenance> found(const std::array<bool, 3>& drawn) {
    std::vector<data::Provenance> result;
    for (const auto provenance :
         {data::Provenance::reported, data::Provenance::derived, data::Provenance::illustrative}) {
        if (drawn[static_cast<std::size_t>(provenance)]) result.push_back(provenance);
    }
    if (result.empty()) result.push_back(data::Provenance::reported);
    return result;
}

std::shared_ptr<const SceneLayer> units_sample(double left, double middle) {
    auto result = std::make_shared<SceneLayer>();
    std::vector<SceneItem> field(1);
    field[0].shape = std::vector<MercatorPolygon>{{frame(left, left + legend_symbol_width, middle)}};
    result->polygons = SceneItems(std::move(field));
    std::vector<SceneItem> edge(1);
    edge[0].shape = std::vector<MercatorLine>{frame(left, left + legend_symbol_width, middle)};
    edge[0].look = SceneLayer::inner_look;
    result->lines = SceneItems(std::move(edge));
    return result;
}

/// Areas come with their marks where the layer has some.
std::shared_ptr<const SceneLayer> records_sample(Shape shape, const std::vector<data::Provenance>& provenances,
                                                 double left, double middle) {
    std::vector<SceneItem> marks;
    const double each = static_cast<double>(legend_symbol_width) / static_cast<double>(provenances.size());
    std::vector<SceneItem> items;
    for (const auto provenance : provenances) {
        SceneItem item;
        item.shape = sample_shape(shape, left, left + each, middle);
        item.look = SceneLayer::look_of(0, provenance);
        if (shape == Shape::fill) {
            marks.push_back(item);
            marks.back().shape = MercatorPoint{left + each / 2, -middle};
        }
        items.push_back(std::move(item));
        left += each;
    }
    auto result = std::make_shared<SceneLayer>();
    result->points = SceneItems(std::move(marks));
    SceneItems& set = shape == Shape::fill ? result->polygons : shape == Shape::line ? result->lines : result->points;
    set = SceneItems(std::move(items));
    return result;
}

}  // namespace

LabelRule rule_of(LegendText text) {
    LabelRule rule;
    rule.face = text == LegendText::heading ? FontFace::bold : FontFace::regular;
    rule.size = text == LegendText::heading ? 15 : text == LegendText::row ? 12 : 10;
    rule.colour = {40, 40, 40};
    rule.halo_radius = 0;
    rule.wrap = 0;
    return rule;
}

void LegendCanvas::write(std::string text, LegendText kind, double left, double middle) {
    SceneItem item;
    item.shape = MercatorPoint{left, -middle};
    item.label = std::move(text);
    texts_[static_cast<std::size_t>(kind)].push_back(std::move(item));
}

void LegendCanvas::sample(const ThemeLayer& layer, Symbol symbol, const std::array<bool, 3>& drawn, double most_size,
                          double left, double middle) {
    const auto provenances = found(drawn);
    // Large symbols would lie on their neighbours.
    const double each = static_cast<double>(legend_symbol_width) / static_cast<double>(provenances.size()) + 4;
    symbol.size =
        std::min({symbol.size.at(legend_zoom), most_size, each, symbol.shape == Shape::fill ? mark_in_area : each});
    ThemeLayer shown = plain(layer);
    shown.symbol = std::move(symbol);
    auto scene =
        layer.is_units() ? units_sample(left, middle) : records_sample(shown.symbol.shape, provenances, left, middle);
    add_layer(std::move(shown), std::move(scene));
}

void LegendCanvas::swatch(const ThemeLayer& layer, std::uint32_t look, double left, double middle) {
    SceneItem item;
    item.shape = std::vector<MercatorPolygon>{{frame(left, left + legend_symbol_width, middle)}};
    item.look = look;
    swatches_[&layer].push_back(std::move(item));
}

void LegendCanvas::mark(data::Provenance provenance, double left, double middle) {
    SceneItem item;
    item.shape = MercatorPoint{left + legend_symbol_width / 2.0, -middle};
    item.look = SceneLayer::look_of(0, provenance);
    marks_.push_back(std::move(item));
}

LegendDrawing LegendCanvas::finish(int width, int height) {
    style_.id = "legend";
    style_.background = theme_.paper;
    for (auto& [layer, items] : swatches_) {
        auto scene = std::make_shared<SceneLayer>();
        scene->polygons = SceneItems(std::move(items));
        add_layer(plain(*layer), std::move(scene));
    }
    ThemeLayer marks;
    marks.id = "provenance";
    marks.source = ThemeSource::places;
    marks.symbol.fill = {70, 90, 110};
    marks.symbol.size = 11;
    marks.symbol.stroke = Stroke{theme_.paper, 1.2, 1, {}};
    add_points(std::move(marks), std::move(marks_));
    add_texts();
    PaintJob job;
    job.scene = std::move(scene_);
    job.zoom = legend_zoom;
    job.width = width;
    job.height = height;
    job.box = {0, -static_cast<double>(height), static_cast<double>(width), 0};
    return {std::move(style_), std::move(job)};
}

void LegendCanvas::add_layer(ThemeLayer layer, std::shared_ptr<const SceneLayer> scene) {
    // Several rows may show the same layer, and Mapnik knows styles by their names.
    layer.id += "/" + std::to_string(style_.layers.size());
    style_.layers.push_back(std::move(layer));
    scene_.push_back(std::move(scene));
}

void LegendCanvas::add_points(ThemeLayer layer, std::vector<SceneItem> items) {
    auto scene = std::make_shared<SceneLayer>();
    scene->points = SceneItems(std::move(items));
    add_layer(std::move(layer), std::move(scene));
}

void LegendCanvas::add_texts() {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
        ThemeLayer layer;
        layer.id = "text";
        layer.source = ThemeSource::places;
        layer.symbol.fill_opacity = 0;
        layer.symbol.size = 1;
        layer.labels_avoid_from = 22;
        layer.label = rule_of(static_cast<LegendText>(i));
        add_points(std::move(layer), std::move(texts_[i]));
    }
}

}  // namespace sanvat::tiler
