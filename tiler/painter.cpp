// SPDX-License-Identifier: Apache-2.0
#include "tiler/painter.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <mapnik/agg_renderer.hpp>
#include <mapnik/cairo/cairo_renderer.hpp>
#include <mapnik/font_engine_freetype.hpp>
#include <mapnik/image.hpp>
#include <mapnik/image_util.hpp>
#include <mapnik/label_collision_detector.hpp>
#include <mapnik/layer.hpp>
#include <mapnik/load_map.hpp>
#include <mapnik/map.hpp>
#include <mapnik/query.hpp>
#include <mutex>
#include <optional>

#include "data/error.hpp"
#include "tiler/content_bytes.hpp"
#include "tiler/name_painter.hpp"
#include "tiler/painted_content.hpp"
#include "tiler/snapshot_datasource.hpp"

namespace sanvat::tiler {

namespace {

/// So that rounding never leaves out what Mapnik just finds.
constexpr double rounding_px = 0.01;

/// A name along a line stands beside it: pixels by which it can reach into a picture that the line itself misses.
constexpr double beside_line_px = 32;

/// Mapnik begins a hatch at the whole pixel of the picture before the world's origin. Metatiles lie whole pixels from
/// there, so that rounding would decide which one: moved so little that nobody sees it, all begin alike.
constexpr double hatch_shift_px = 0.001;

/// A style at one zoom, loaded.
struct ZoomMap {
    mapnik::Map map{256, 256, "epsg:3857"};
    std::vector<MapLayer> layers;
};

std::unique_ptr<ZoomMap> load(const Theme& theme, const MapStyle& style, int zoom, NamesAtEdge names,
                              LabelPlacing placing, const PaintJob* const* job) {
    auto result = std::make_unique<ZoomMap>();
    MapDocument document = map_document(theme, style, zoom, names, placing);
    try {
        constexpr bool strict = true;
        mapnik::load_map_string(result->map, document.xml, strict);
    } catch (const std::exception& error) {
        throw data::Error(data::ErrorKind::failure, {}, "Mapnik refuses style " + style.id + ": " + error.what());
    }
    result->map.set_aspect_fix_mode(mapnik::Map::RESPECT);
    for (std::size_t i = 0; i < document.layers.size(); ++i) {
        const MapLayer& layer = document.layers[i];
        const bool filtered = !style.layers[layer.theme_layer].backdrop;
        result->map.get_layer(i).set_datasource(std::make_shared<SnapshotDatasource>(job, layer, filtered));
    }
    result->layers = std::move(document.layers);
    return result;
}

void frame(mapnik::Map& map, const PaintJob& job) {
    map.resize(static_cast<unsigned>(job.width), static_cast<unsigned>(job.height));
    const double shift = hatch_shift_px * job.box.width() / job.width;
    map.zoom_to_box({job.box.west + shift, job.box.south + shift, job.box.east + shift, job.box.north + shift});
    map.set_buffer_size(static_cast<int>(std::ceil(paint_buffer * job.scale)));
}

using Detector = mapnik::label_collision_detector4;

/// What names along lines keep clear of: those that stand already.
std::shared_ptr<Detector> taken_room(const PaintJob& job) {
    const double buffer = paint_buffer * job.scale;
    auto room =
        std::make_shared<Detector>(mapnik::box2d<double>(-buffer, -buffer, job.width + buffer, job.height + buffer));
    if (!job.labels) return room;
    const double pixel_m = job.box.width() / job.width;
    const MercatorBox near = job.box.grown(buffer * pixel_m);
    for (const auto& layer : job.labels->layers) {
        for (const PlacedLabel& label : layer) {
            if (!near.intersects(label.reach)) continue;
            const double x = (label.place.x - job.box.west) / pixel_m + label.left_px * job.scale;
            const double y = (job.box.north - label.place.y) / pixel_m + label.top_px * job.scale;
            room->insert({x, y, x + label.set.width * job.scale, y + label.set.height * job.scale});
        }
    }
    return room;
}

/// False where the picture shows no name of the plan.
bool add_names(ContentBytes& content, const LabelPlan& plan, const MercatorBox& box) {
    bool seen = false;
    for (std::size_t i = 0; i < plan.layers.size(); ++i) {
        for (const PlacedLabel& label : plan.layers[i]) {
            if (!label.reach.intersects(box)) continue;
            seen = true;
            content.add(i);
            content.add(label.text);
            for (const double length : {label.place.x, label.place.y, label.left_px, label.top_px})
                content.add(length);
        }
    }
    return seen;
}

}  // namespace

struct Painter::Impl {
    std::shared_ptr<const Theme> theme;
    const MapStyle& style;
    NamesAtEdge names;
    std::map<std::pair<int, LabelPlacing>, std::unique_ptr<ZoomMap>> maps;
    std::optional<NamePainter> name_painter;
    const PaintJob* job = nullptr;  // what the data sources look at

    NamePainter& planned_names() {
        if (!name_painter) name_painter.emplace(*theme);
        return *name_painter;
    }

    ZoomMap& map_for(const PaintJob& wanted) {
        const auto placing = wanted.labels ? LabelPlacing::planned : LabelPlacing::free;
        auto& map = maps[{wanted.zoom, placing}];
        if (!map) map = load(*theme, style, wanted.zoom, names, placing, &job);
        return *map;
    }

    /// `apply` renders the map, framed and filled for the job.
    template <typename Apply>
    void render(const PaintJob& wanted, Apply apply) {
        ZoomMap& map = map_for(wanted);
        for (std::size_t i = 0; i < map.layers.size(); ++i) {
            const MapLayer& layer = map.layers[i];
            const double reach = layer.reach_px.value_or(paint_buffer) * wanted.scale;
            map.map.get_layer(i).set_active(wanted.scene[layer.theme_layer] != nullptr);
            map.map.get_layer(i).set_buffer_size(static_cast<int>(std::ceil(reach)));
        }
        job = &wanted;
        try {
            frame(map.map, wanted);
            apply(map.map);
        } catch (const data::Error&) {
            job = nullptr;
            throw;
        } catch (const std::exception& error) {
            job = nullptr;
            throw data::Error(data::ErrorKind::failure, {}, std::string("Mapnik cannot draw: ") + error.what());
        }
        job = nullptr;
    }
};

Painter::Painter(std::shared_ptr<const Theme> theme, const MapStyle& style, NamesAtEdge names)
    : impl_(new Impl{std::move(theme), style, names, {}, {}, nullptr}) {}

Painter::~Painter() = default;
Painter::Painter(Painter&&) noexcept = default;
Painter& Painter::operator=(Painter&&) noexcept = default;

Image Painter::paint(const PaintJob& job) {
    Image image(job.width, job.height);
    mapnik::image_rgba8 canvas(job.width, job.height, reinterpret_cast<unsigned char*>(image.pixels.data()));
    impl_->render(job, [&](const mapnik::Map& map) {
        mapnik::agg_renderer<mapnik::image_rgba8> renderer(map, canvas, taken_room(job), job.scale);
        // Nothing shines through what lies on a background: Mapnik need not look at each pixel for alpha to divide by.
        if (map.background()) mapnik::set_premultiplied_alpha(canvas, false);
        renderer.apply();
    });
    if (job.labels) impl_->planned_names().paint(impl_->style, job, image);
    return image;
}

void Painter::draw(const PaintJob& job, _cairo* context) {
    const mapnik::cairo_ptr shared(cairo_reference(context), mapnik::cairo_closer());
    impl_->render(job, [&](const mapnik::Map& map) {
        mapnik::cairo_renderer<mapnik::cairo_ptr> renderer(map, shared, job.scale);
        renderer.apply();
    });
}

std::string Painter::content(const PaintJob& job) {
    ZoomMap& map = impl_->map_for(job);
    const double pixel_m = metres_per_pixel(job.zoom);
    ContentBytes content;
    bool seen = false;
    impl_->job = &job;
    for (std::size_t i = 0; i < map.layers.size(); ++i) {
        const MapLayer& layer = map.layers[i];
        if (!job.scene[layer.theme_layer]) continue;
        const MercatorBox box = job.box.grown((layer.reach_px.value_or(paint_buffer) + rounding_px) * pixel_m);
        content.add(layer.name);
        const auto features =
            map.map.get_layer(i).datasource()->features(mapnik::query({box.west, box.south, box.east, box.north}));
        const MercatorBox line_box = layer.labels ? box.grown(beside_line_px * pixel_m) : box;
        const bool dashed = layer.pattern_px != 0.0;
        if (add_painted(content, *features, line_box, box, dashed)) seen = true;
    }
    impl_->job = nullptr;
    if (job.labels && add_names(content, *job.labels, job.box)) seen = true;
    return seen ? content.digest() : std::string();
}

void register_fonts(const Theme& theme) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    for (const auto* font : {&theme.regular, &theme.bold, &theme.italic}) {
        mapnik::freetype_engine::register_font(font->file.string());
        const auto faces = mapnik::freetype_engine::face_names();
        if (std::ranges::find(faces, font->face) != faces.end()) continue;
        throw data::bad_input({.file = font->file.string(), .layer = {}, .record = {}, .parameter = {}},
                              "the font has no face \"" + font->face + "\", which the theme names",
                              "correct fonts in " + theme.file.string());
    }
}

std::shared_ptr<const Theme> open_theme(const std::filesystem::path& file) {
    auto theme = load_theme(file.empty() ? default_theme_file() : file);
    register_fonts(*theme);
    return theme;
}

}  // namespace sanvat::tiler
