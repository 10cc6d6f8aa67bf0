// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_press.hpp"

#include <algorithm>

namespace sanvat::tiler {

namespace {

constexpr int tile_pixels = 256;
constexpr std::size_t remembered_colours = 64;

/// A few maps at all of their zooms.
constexpr std::size_t remembered_plans = 64;

/// True where something may show on the picture or move a name in it.
bool anything_in(const PaintJob& job) {
    const MercatorBox box = job.box.grown(paint_buffer * metres_per_pixel(job.zoom));
    return std::ranges::any_of(job.scene, [&](const auto& layer) {
        return layer && (layer->polygons.any_in(box) || layer->lines.any_in(box) || layer->points.any_in(box));
    });
}

/// Clear where there is none.
std::uint32_t pixel_of(const std::optional<Colour>& colour) {
    if (!colour) return 0;
    return 0xff000000u | std::uint32_t{colour->blue} << 16u | std::uint32_t{colour->green} << 8u | colour->red;
}

VectorTileQuestion question_of(const MapPlan& plan, TileId tile) {
    return {tile, plan.vector_layers, plan.as_of, plan.units, plan.filter};
}

}  // namespace

std::vector<std::shared_ptr<const SceneLayer>> TilePress::scene(const SnapshotPtr& snapshot, const MapPlan& plan) {
    std::vector<std::shared_ptr<const SceneLayer>> layers(plan.style->layers.size());
    for (const std::size_t i : plan.layers) {
        layers[i] = scenes_.layer(snapshot, plan.style->layers[i], plan.as_of, plan.units, plan.question);
    }
    return layers;
}

/// One of the plans that are kept.
struct TilePress::Plan {
    std::string key;
    std::once_flag made;
    std::shared_ptr<const LabelPlan> labels;
};

std::shared_ptr<TilePress::Plan> TilePress::kept_plan(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(plans_, key, [](const auto& plan) { return plan->key; });
    if (found != plans_.end()) {
        plans_.splice(plans_.begin(), plans_, found);
        return plans_.front();
    }
    if (plans_.size() >= remembered_plans) plans_.pop_back();
    plans_.push_front(std::make_shared<Plan>());
    plans_.front()->key = key;
    return plans_.front();
}

const TextSetter& TilePress::setter(const Theme& theme) {
    std::call_once(fonts_opened_, [&] { setter_ = std::make_unique<const TextSetter>(theme); });
    return *setter_;
}

std::shared_ptr<const LabelPlan> TilePress::labels(const Theme& theme, const SnapshotPtr& snapshot, const MapPlan& plan,
                                                   const PaintJob& job) {
    const auto kept =
        kept_plan(plan.key + "|" + std::to_string(snapshot->content_hash()) + "|" + std::to_string(job.zoom));
    std::call_once(kept->made, [&] {
        kept->labels = std::make_shared<const LabelPlan>(
            plan_labels(theme, *plan.style, job.zoom, job.scene, job.filter, setter(theme)));
    });
    return kept->labels;
}

std::optional<PaintJob> TilePress::job_of(const Theme& theme, const SnapshotPtr& snapshot, const MapPlan& plan,
                                          const Metatile& metatile, int scale) {
    PaintJob job;
    job.scene = scene(snapshot, plan);
    job.filter = plan.filter;
    job.box = metatile.box();
    job.zoom = metatile.origin().z();
    job.width = metatile.columns() * tile_pixels * scale;
    job.height = metatile.rows() * tile_pixels * scale;
    job.scale = scale;
    if (!anything_in(job)) return std::nullopt;
    job.labels = labels(theme, snapshot, plan, job);
    return job;
}

Tile TilePress::one_colour(std::uint32_t pixel, int size, TileFormat format) {
    const std::tuple key(pixel, size, format);
    {
        const std::lock_guard lock(mutex_);
        const auto found = one_colour_.find(key);
        if (found != one_colour_.end()) return found->second;
    }
    Image image(size, size);
    std::ranges::fill(image.pixels, pixel);
    const Tile tile = make_tile(encode(image, format), format);
    const std::lock_guard lock(mutex_);
    if (one_colour_.size() >= remembered_colours) one_colour_.clear();
    return one_colour_.try_emplace(key, tile).first->second;
}

Tile TilePress::press(const ImageView& image, TileFormat format) {
    if (image.one_colour()) return one_colour(*image.first, image.width, format);
    return make_tile(encode(image, format), format);
}

void TilePress::raster(Workbench& bench, const SnapshotPtr& snapshot, const MapPlan& plan, const Metatile& metatile,
                       TileFormat format, int scale, TileBatch& batch, const Sink& sink) {
    const auto job = job_of(bench.theme(), snapshot, plan, metatile, scale);
    const int size = tile_pixels * scale;
    Image picture;
    if (job) picture = bench.painter(*plan.style).paint(*job);
    while (const auto tile = batch.next()) {
        const Tile result =
            picture.pixels.empty()
                ? one_colour(pixel_of(plan.style->background), size, format)
                : press(picture.view(metatile.column(*tile) * size, metatile.row(*tile) * size, size, size), format);
        sink(*tile, result);
        batch.finish(*tile, result);
    }
}

std::string TilePress::raster_content(Workbench& bench, const SnapshotPtr& snapshot, const MapPlan& plan,
                                      const Metatile& metatile, int scale) {
    const auto job = job_of(bench.theme(), snapshot, plan, metatile, scale);
    return job ? bench.painter(*plan.style).content(*job) : std::string();
}

Tile TilePress::vector(const SnapshotPtr& snapshot, const MapPlan& plan, TileId tile) {
    return make_tile(vectors_.tile(snapshot, question_of(plan, tile)), TileFormat::mvt);
}

std::string TilePress::vector_content(const SnapshotPtr& snapshot, const MapPlan& plan, TileId tile) {
    return vectors_.content(snapshot, question_of(plan, tile));
}

}  // namespace sanvat::tiler
