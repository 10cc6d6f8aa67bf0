// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_service.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "data/error.hpp"
#include "data/text.hpp"
#include "tiler/digest.hpp"
#include "tiler/glyphs.hpp"
#include "tiler/legend.hpp"
#include "tiler/metatile.hpp"
#include "tiler/render_pool.hpp"
#include "tiler/sheet.hpp"
#include "tiler/sprite.hpp"
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

const MapStyle& style_of(const Theme& theme, const std::string& name) {
    const MapStyle* style = theme.style(name);
    if (!style) throw data::not_found("name", "there is no style \"" + name + "\"", "see / for those there are");
    return *style;
}

const ThemeFont& font_of(const Theme& theme, std::string_view fontstack) {
    const std::array fonts{&theme.regular, &theme.bold, &theme.italic};
    for (std::string_view rest = fontstack; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::string_view name = data::trim(rest.substr(0, comma));
        const auto found = std::ranges::find(fonts, name, &ThemeFont::face);
        if (found != fonts.end()) return **found;
        rest.remove_prefix(std::min(rest.size(), comma + 1));
    }
    throw data::not_found("fontstack", "there is no font \"" + std::string(fontstack) + "\"",
                          "there are " + theme.regular.face + ", " + theme.bold.face + ", " + theme.italic.face);
}

}  // namespace

struct TileService::Impl {
    std::shared_ptr<const Theme> theme;
    std::vector<std::string> styles;
    TileCache plain;
    TileCache filtered;
    TilePress press;
    TileBatches batches;
    std::atomic<std::uint64_t> found = 0;
    std::atomic<std::uint64_t> missed = 0;
    std::atomic<int> sheets = 0;  // waiting or being drawn
    RenderPool pool;              // last: its threads use all of the above and are gone first

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

    bool render_sprite(const MapStyle& style, int scale, const std::string& key, const Done& done) {
        static constexpr TileId only;
        return batches.join(key, {only}, only, done, [&](const std::shared_ptr<TileBatch>& batch) {
            return submit(key, batch, [this, &style, scale, key](Workbench&, TileBatch& work) {
                const Tile result =
                    make_tile(encode(Sprite(theme, style, scale).paint(), TileFormat::png32), TileFormat::png32);
                plain.insert(key, result);
                work.finish(only, result);
            });
        });
    }

    bool render_sheet(const SnapshotPtr& snapshot, const MapPlan& plan, const SheetRequest& request, const Done& done) {
        if (++sheets > most_sheets) {
            --sheets;
            return false;
        }
        const bool accepted = pool.submit([this, snapshot, plan, request, done](Workbench&) {
            TileResult result;
            try {
                result = draw_sheet(theme, *snapshot, plan, press.scene(snapshot, plan), request);
            } catch (...) {
                result = std::current_exception();  // handed on to whoever waits
            }
            --sheets;
            done(std::move(result));
        });
        if (!accepted) --sheets;
        return accepted;
    }
};

TileService::TileService(const TileServiceOptions& options) : impl_(std::make_unique<Impl>(options)) {}
TileService::~TileService() = default;

TileServiceFigures TileService::figures() const {
    const Impl& all = *impl_;
    return {all.pool.waiting(),
            all.pool.started(),
            all.found,
            all.missed,
            all.plain.bytes() + all.filtered.bytes(),
            all.plain.tiles() + all.filtered.tiles()};
}

const std::vector<std::string>& TileService::styles() const noexcept {
    return impl_->styles;
}

std::optional<Tile> TileService::cached(const SnapshotPtr& snapshot, const TileRequest& request) {
    const MapPlan plan = plan_map(*impl_->theme, *snapshot, request);
    check_form(plan, request);
    auto tile = impl_->cache_of(plan).find(tile_key(form_key(plan, request.format, request.scale), request.tile));
    ++(tile ? impl_->found : impl_->missed);
    return tile;
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

std::string TileService::style_json(const SnapshotPtr& snapshot, const MapScope& scope, const StyleLinks& links) {
    style_of(*impl_->theme, scope.name);
    const MapPlan plan = plan_map(*impl_->theme, *snapshot, scope);
    return tiler::style_json(*impl_->theme, *snapshot, plan, impl_->press.scene(snapshot, plan), links);
}

std::string TileService::sprite_json(const std::string& style, int scale) const {
    return Sprite(impl_->theme, style_of(*impl_->theme, style), scale).json();
}

bool TileService::render_sprite(const std::string& style, int scale, const Done& done) {
    const MapStyle& found = style_of(*impl_->theme, style);
    const std::string key = "sprite|" + impl_->theme->digest + "|" + style + "@" + std::to_string(scale);
    if (auto picture = impl_->plain.find(key)) {
        done(std::move(*picture));
        return true;
    }
    return impl_->render_sprite(found, scale, key, done);
}

Tile TileService::glyphs(const std::string& fontstack, int first) {
    const ThemeFont& font = font_of(*impl_->theme, fontstack);
    std::string key = "glyphs|" + font.file.string() + "|" + std::to_string(first);
    if (auto known = impl_->plain.find(key)) return *known;
    const auto bytes = std::make_shared<const std::string>(tiler::glyphs(font, first));
    const Tile result{bytes, digest(*bytes), "application/x-protobuf"};
    impl_->plain.insert(std::move(key), result);
    return result;
}

bool TileService::render_sheet(const SnapshotPtr& snapshot, const SheetRequest& request, const Done& done) {
    const MapPlan plan = plan_map(*impl_->theme, *snapshot, request);
    if (!plan.style) throw data::not_found("name", request.name + " cannot be printed", "ask for a style");
    check_sheet(request);
    return impl_->render_sheet(snapshot, plan, request, done);
}

}  // namespace sanvat::tiler
