// SPDX-License-Identifier: Apache-2.0
#include "tiler/sprite.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/provenance_count.hpp"
#include "tiler/icon_size.hpp"
#include "tiler/painter.hpp"

namespace sanvat::tiler {

namespace {

using analysis::provenances;

constexpr int width = 512;        // of the picture, pixels of the theme
constexpr int least_height = 16;  // Mapnik's, of a picture
constexpr int symbol_gap = 1;  // around each symbol, so that none bleeds into its neighbour when drawn between pixels

double stroke_at(const Symbol& symbol, double zoom) {
    return symbol.stroke ? symbol.stroke->width.at(zoom) : 0;
}

/// The style with its points and hatchings alone, to be painted at any zoom without names.
MapStyle points_of(const MapStyle& style) {
    MapStyle result = style;
    result.background.reset();
    for (ThemeLayer& layer : result.layers) {
        layer.label.reset();
        layer.zoom = {};
        if (layer.classes) layer.classes->opacity = 0;
        if (layer.classes) layer.symbol.stroke.reset();
        for (Variant& variant : layer.variants)
            variant.zoom = {};
    }
    return result;
}

/// The whole picture of an icon, within its own edges.
std::vector<MercatorPolygon> square(int x, int y, int width_px, int height_px) {
    const auto corner = [](int across, int down) {
        return MercatorPoint{static_cast<double>(across), -static_cast<double>(down)};
    };
    const MercatorPoint first = corner(x, y);
    return {{{first, corner(x, y + height_px), corner(x + width_px, y + height_px), corner(x + width_px, y), first}}};
}

}  // namespace

int sprite_side(const Symbol& symbol, double zoom) {
    // The points of a star reach out further than it is wide, and those of its outline further still.
    const double across = 1.06 * symbol.size.at(zoom) + 3 * stroke_at(symbol, zoom);
    return 2 * (static_cast<int>(std::ceil(across / 2)) + symbol_gap);
}

std::string hatching_name(const ThemeLayer& layer, MadeUp share) {
    return layer.id + "." +
           (share == MadeUp::some ? layer.classes->some_illustrative : layer.classes->most_illustrative);
}

std::vector<int> sprite_zooms(const ThemeLayer& layer, std::size_t variant) {
    const Symbol& symbol = layer.symbol_of(variant);
    const ZoomRange range = layer.zoom_of(variant);
    std::vector<int> zooms{range.first};
    for (int zoom = range.first + 1; zoom <= range.last; ++zoom) {
        const bool same = symbol.size.at(zoom) == symbol.size.at(zooms.back()) &&
                          stroke_at(symbol, zoom) == stroke_at(symbol, zooms.back());
        if (!same) zooms.push_back(zoom);
    }
    return zooms;
}

std::string sprite_name(const ThemeLayer& layer, std::size_t variant) {
    return layer.id + "." + std::to_string(variant) + ".";
}

std::string sprite_name(const ThemeLayer& layer, std::size_t variant, std::size_t kind, data::Provenance provenance,
                        int zoom) {
    return sprite_name(layer, variant) + std::to_string(kind) + "." + std::string(data::to_string(provenance)) + "." +
           std::to_string(zoom);
}

Sprite::Sprite(std::shared_ptr<const Theme> theme, const MapStyle& style, int scale)
    : theme_(std::move(theme)), style_(style), scale_(scale) {
    std::set<int> zooms;
    for (const ThemeLayer& layer : style_.layers) {
        if (!layer.has_marks()) continue;
        for (std::size_t v = 0; v <= layer.variants.size(); ++v)
            std::ranges::copy(sprite_zooms(layer, v), std::inserter(zooms, zooms.end()));
    }
    for (const int zoom : zooms)
        place(zoom);
    place_hatchings();
}

void Sprite::end(Strip strip, int bottom) {
    height_ = std::max(bottom, strip.y + least_height);
    strip.height = height_ - strip.y;
    strips_.push_back(std::move(strip));
}

void Sprite::place_hatchings() {
    Strip strip{0, height_, 0, {}, {}};
    int x = 0;
    int bottom = height_;
    for (std::size_t i = 0; i < style_.layers.size(); ++i) {
        if (!style_.layers[i].classes) continue;
        for (const MadeUp share : {MadeUp::some, MadeUp::most}) {
            const auto& classes = *style_.layers[i].classes;
            const auto size = icon_size(
                icon_file(theme_->file, share == MadeUp::some ? classes.some_illustrative : classes.most_illustrative));
            strip.hatchings.push_back({i, share, x, strip.y, size.width, size.height});
            x += size.width;
            bottom = std::max(bottom, strip.y + size.height);
        }
    }
    if (!strip.hatchings.empty()) end(std::move(strip), bottom);
}

void Sprite::place(int zoom) {
    Strip strip{zoom, height_, 0, {}, {}};
    int x = 0;
    int y = height_;
    int row_height = 0;
    for (std::size_t i = 0; i < style_.layers.size(); ++i) {
        const ThemeLayer& layer = style_.layers[i];
        if (!layer.has_marks()) continue;
        for (std::size_t v = 0; v <= layer.variants.size(); ++v) {
            const auto zooms = sprite_zooms(layer, v);
            if (std::ranges::find(zooms, zoom) == zooms.end()) continue;
            const int side = sprite_side(layer.symbol_of(v), zoom);
            for (std::size_t look = 0; look < layer.kind_count() * provenances.size(); ++look) {
                if (x + side > width) {
                    x = 0;
                    y += row_height;
                    row_height = 0;
                }
                strip.symbols.push_back(
                    {i, v, look / provenances.size(), provenances.at(look % provenances.size()), x, y, side});
                x += side;
                row_height = std::max(row_height, side);
            }
        }
    }
    end(std::move(strip), y + row_height);
}

std::string Sprite::json() const {
    auto document = nlohmann::ordered_json::object();
    const auto add = [&](const std::string& name, const auto& placed, int wide, int high) {
        document[name] = {{"x", placed.x * scale_},
                          {"y", placed.y * scale_},
                          {"width", wide * scale_},
                          {"height", high * scale_},
                          {"pixelRatio", scale_}};
    };
    for (const Strip& strip : strips_) {
        for (const Placed& symbol : strip.symbols) {
            const auto name =
                sprite_name(style_.layers[symbol.layer], symbol.variant, symbol.kind, symbol.provenance, strip.zoom);
            add(name, symbol, symbol.size, symbol.size);
        }
        for (const PlacedHatching& hatching : strip.hatchings) {
            add(hatching_name(style_.layers[hatching.layer], hatching.share), hatching, hatching.width,
                hatching.height);
        }
    }
    return document.dump();
}

Image Sprite::paint() const {
    if (strips_.empty()) return {1, 1};
    const MapStyle points = points_of(style_);
    Painter painter(theme_, points);
    Image sheet(width * scale_, height_ * scale_);
    auto to = sheet.pixels.begin();
    for (const Strip& strip : strips_) {
        // A small map of its own in which a metre is a pixel.
        PaintJob job;
        job.zoom = strip.zoom;
        job.width = width * scale_;
        job.height = strip.height * scale_;
        job.scale = scale_;
        job.box = {0, -static_cast<double>(strip.y + strip.height), static_cast<double>(width),
                   -static_cast<double>(strip.y)};
        job.scene = scene_of(strip);
        to = std::ranges::copy(painter.paint(job).pixels, to).out;
    }
    return sheet;
}

std::vector<std::shared_ptr<const SceneLayer>> Sprite::scene_of(const Strip& strip) const {
    std::vector<std::vector<SceneItem>> points(style_.layers.size());
    std::vector<std::vector<SceneItem>> polygons(style_.layers.size());
    for (const Placed& symbol : strip.symbols) {
        SceneItem& item = points[symbol.layer].emplace_back();
        item.shape = MercatorPoint{symbol.x + symbol.size / 2.0, -(symbol.y + symbol.size / 2.0)};
        item.look = SceneLayer::look_of(symbol.variant, symbol.provenance, symbol.kind);
    }
    for (const PlacedHatching& hatching : strip.hatchings) {
        SceneItem& item = polygons[hatching.layer].emplace_back();
        item.shape = square(hatching.x, hatching.y, hatching.width, hatching.height);
        item.look = ClassedFigure::look_of(0, 1) + SceneLayer::kind_step * static_cast<std::uint32_t>(hatching.share);
    }
    std::vector<std::shared_ptr<const SceneLayer>> scene;
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto layer = std::make_shared<SceneLayer>();
        layer->points = SceneItems(std::move(points[i]));
        layer->polygons = SceneItems(std::move(polygons[i]));
        scene.push_back(std::move(layer));
    }
    return scene;
}

}  // namespace sanvat::tiler
