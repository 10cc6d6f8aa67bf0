// SPDX-License-Identifier: Apache-2.0
#include "tiler/painter.hpp"

#include <algorithm>
#include <map>
#include <mapnik/agg_renderer.hpp>
#include <mapnik/font_engine_freetype.hpp>
#include <mapnik/image.hpp>
#include <mapnik/layer.hpp>
#include <mapnik/load_map.hpp>
#include <mapnik/map.hpp>
#include <mutex>

#include "data/error.hpp"
#include "tiler/map_document.hpp"
#include "tiler/snapshot_datasource.hpp"

namespace sanvat::tiler {

namespace {

/// A style at one zoom, loaded.
struct ZoomMap {
    mapnik::Map map{256, 256, "epsg:3857"};
    std::vector<MapLayer> layers;
};

std::unique_ptr<ZoomMap> load(const Theme& theme, const MapStyle& style, int zoom, const PaintJob* const* job) {
    auto result = std::make_unique<ZoomMap>();
    MapDocument document = map_document(theme, style, zoom);
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

void render(mapnik::Map& map, const PaintJob& job, mapnik::image_rgba8& image) {
    map.resize(static_cast<unsigned>(job.width), static_cast<unsigned>(job.height));
    map.zoom_to_box({job.box.west, job.box.south, job.box.east, job.box.north});
    map.set_buffer_size(paint_buffer * job.scale);
    mapnik::agg_renderer<mapnik::image_rgba8> renderer(map, image, job.scale);
    renderer.apply();
}

}  // namespace

struct Painter::Impl {
    std::shared_ptr<const Theme> theme;
    const MapStyle& style;
    std::map<int, std::unique_ptr<ZoomMap>> maps;
    const PaintJob* job = nullptr;  // what the data sources look at

    ZoomMap& map_at(int zoom) {
        auto& map = maps[zoom];
        if (!map) map = load(*theme, style, zoom, &job);
        return *map;
    }
};

Painter::Painter(std::shared_ptr<const Theme> theme, const MapStyle& style)
    : impl_(new Impl{std::move(theme), style, {}, nullptr}) {}

Painter::~Painter() = default;
Painter::Painter(Painter&&) noexcept = default;
Painter& Painter::operator=(Painter&&) noexcept = default;

Image Painter::paint(const PaintJob& job) {
    ZoomMap& map = impl_->map_at(job.zoom);
    for (std::size_t i = 0; i < map.layers.size(); ++i) {
        map.map.get_layer(i).set_active(job.scene[map.layers[i].theme_layer] != nullptr);
    }
    mapnik::image_rgba8 canvas(job.width, job.height);
    impl_->job = &job;
    try {
        render(map.map, job, canvas);
    } catch (const std::exception& error) {
        impl_->job = nullptr;
        throw data::Error(data::ErrorKind::failure, {}, std::string("Mapnik cannot draw: ") + error.what());
    }
    impl_->job = nullptr;
    Image image(job.width, job.height);
    std::copy(canvas.begin(), canvas.end(), image.pixels.begin());
    return image;
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
