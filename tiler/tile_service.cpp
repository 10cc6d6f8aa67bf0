// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_service.hpp"

#include <algorithm>
#include <thread>

#include "data/error.hpp"
#include "tiler/legend.hpp"
#include "tiler/metatile.hpp"
#include "tiler/render_pool.hpp"
#include "tiler/tile_batch.hpp"
#include "tiler/tile_cache.hpp"
#include "tiler/tile_json.hpp"
#include "tiler/tile_plan.hpp"
#include "tiler/tile_press.hpp"

namespace sanvat::tiler {

namespace {

/// Part of the cache for filtered maps: there are endlessly many of those, and they must not drive out the plain ones.
constexpr std::size_t filtered_part = 8;

unsigned threads_of(const TileServiceOptions& options) {
    return options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

/// All a tile depends on besides its place.
std::string form_key(const MapPlan& plan, TileFormat format, int scale) {
    return plan.key + "|" + std::string(to_string(format)) + "@" + std::to_string(scale);
}

std::string tile_key(const std::string& form, TileId tile) {
    return form + "|" + std::to_string(tile.z()) + "/" + std::to_string(tile.x()) + "/" + std::to_string(tile.y());
}

void check_legend(const LegendRequest& request, const MapPlan& plan) {
    if (!plan.style) throw data::not_found("name", request.name + " has no legend", "ask for a style's");
    if (request.language != "vi" && request.language != "en") {
        throw data::bad_value("lang", "\"" + request.language + "\" is no language of legends", "give vi or en");
    }
    if (request.scale != 1 && request.scale != 2) {
        throw data::bad_value("scale", std::to_string(request.scale) + " is no scale of legends", "give 1 or 2");
    }
}

}  // namespace

struct TileService::Impl {
    std::shared_ptr<const Theme> theme;
    std::vector<std::string> styles;
    TileCache plain;
    TileCache filtered;
    TilePress press;
    TileBatches batches;
    RenderPool pool;  // last: its threads use all of the above and are gone first

    explicit Impl(const TileServiceOptions& options)
        : theme(open_theme(options.theme)),
          plain(options.cache_bytes - options.cache_bytes / filtered_part),
          filtered(options.cache_bytes / filtered_part),
          pool(theme, threads_of(options), std::max<std::size_t>(1, options.queue)) {
        for (const MapStyle& style : theme->styles)
            styles.push_back(style.id);
    }

    TileCache& cache_of(const MapPlan& plan) { return plan.usual() ? plain : filtered; }

    void keep(const MapPlan& plan, const std::string& form, TileId tile, const Tile& result) {
        cache_of(plan).insert(tile_key(form, tile), result);
    }

    /// Work for a thread of the pool that ends in `batch` and takes it off the list, whatever happens.
    template <typename Work>
    bool submit(const std::string& key, const std::shared_ptr<TileBatch>& batch, Work work) {
        return pool.submit([this, key, batch, work](Workbench& bench) {
            std::exception_ptr error;
            try {
                work(bench, *batch);
            } catch (...) {
                error = std::current_exception();  // handed on to everybody who waits
            }
            batches.remove(key);
            if (error) batch->fail(error);
        });
    }

    bool render_raster(const SnapshotPtr& snapshot, const MapPlan& plan, const TileRequest& request,
                       const std::string& form, const Done& done) {
        const Metatile metatile(request.tile);
        const std::string key = tile_key(form, metatile.origin());
        return batches.join(key, metatile.tiles(), request.tile, done, [&](const std::shared_ptr<TileBatch>& batch) {
            return submit(key, batch,
                          [this, snapshot, plan, metatile, form, format = request.format, scale = request.scale](
                              Workbench& bench, TileBatch& work) {
                              press.raster(bench, snapshot, plan, metatile, format, scale, work,
                                           [&](TileId tile, const Tile& result) { keep(plan, form, tile, result); });
                          });
        });
    }

    bool render_vector(const SnapshotPtr& snapshot, const MapPlan& plan, TileId tile, const std::string& form,
                       const Done& done) {
        const std::string key = tile_key(form, tile);
        return batches.join(key, {tile}, tile, done, [&](const std::shared_ptr<TileBatch>& batch) {
            return submit(key, batch, [this, snapshot, plan, tile, form](Workbench&, TileBatch& work) {
                const Tile result = press.vector(snapshot, plan, tile);
                keep(plan, form, tile, result);
                work.finish(tile, result);
            });
        });
    }

    Legend legend(const SnapshotPtr& snapshot, const MapPlan& plan) {
        return make_legend(*snapshot, plan, press.scene(snapshot, plan));
    }

    bool render_legend(const SnapshotPtr& snapshot, const MapPlan& plan, const LegendRequest& request,
                       const std::string& key, const Done& done) {
        static constexpr TileId only;  // a legend is a batch of one thing
        return batches.join(key, {only}, only, done, [&](const std::shared_ptr<TileBatch>& batch) {
            return submit(key, batch,
                          [this, snapshot, plan, key, language = request.language, scale = request.scale](
                              Workbench&, TileBatch& work) {
                              const Image image = legend_image(theme, legend(snapshot, plan), language, scale);
                              const Tile result = make_tile(encode(image, TileFormat::png8), TileFormat::png8);
                              cache_of(plan).insert(key, result);
                              work.finish(only, result);
                          });
        });
    }
};

TileService::TileService(const TileServiceOptions& options) : impl_(std::make_unique<Impl>(options)) {}
TileService::~TileService() = default;

const std::vector<std::string>& TileService::styles() const noexcept {
    return impl_->styles;
}

std::optional<Tile> TileService::cached(const SnapshotPtr& snapshot, const TileRequest& request) {
    const MapPlan plan = plan_map(*impl_->theme, *snapshot, request);
    check_form(plan, request);
    return impl_->cache_of(plan).find(tile_key(form_key(plan, request.format, request.scale), request.tile));
}

bool TileService::render(const SnapshotPtr& snapshot, const TileRequest& request, const Done& done) {
    const MapPlan plan = plan_map(*impl_->theme, *snapshot, request);
    check_form(plan, request);
    const std::string form = form_key(plan, request.format, request.scale);
    if (auto tile = impl_->cache_of(plan).find(tile_key(form, request.tile))) {
        done(std::move(*tile));
        return true;
    }
    return plan.style ? impl_->render_raster(snapshot, plan, request, form, done)
                      : impl_->render_vector(snapshot, plan, request.tile, form, done);
}

std::string TileService::tile_json(const analysis::Snapshot& snapshot, const MapScope& scope,
                                   const std::string& tiles_url) const {
    return tiler::tile_json(*impl_->theme, snapshot, scope, tiles_url);
}

std::string TileService::legend_json(const SnapshotPtr& snapshot, const LegendRequest& request) const {
    const MapPlan plan = plan_map(*impl_->theme, *snapshot, request);
    check_legend(request, plan);
    return tiler::legend_json(impl_->legend(snapshot, plan));
}

bool TileService::render_legend(const SnapshotPtr& snapshot, const LegendRequest& request, const Done& done) {
    const MapPlan plan = plan_map(*impl_->theme, *snapshot, request);
    check_legend(request, plan);
    const std::string key = plan.key + "|legend " + request.language + "@" + std::to_string(request.scale);
    if (auto picture = impl_->cache_of(plan).find(key)) {
        done(std::move(*picture));
        return true;
    }
    return impl_->render_legend(snapshot, plan, request, key, done);
}

}  // namespace sanvat::tiler
