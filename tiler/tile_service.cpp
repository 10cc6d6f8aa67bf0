// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_service.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "data/error.hpp"
#include "data/text.hpp"
#include "tiler/content_bytes.hpp"
#include "tiler/digest.hpp"
#include "tiler/glyphs.hpp"
#include "tiler/legend.hpp"
#include "tiler/metatile.hpp"
#include "tiler/missing_letter.hpp"
#include "tiler/render_pool.hpp"
#include "tiler/sheet.hpp"
#include "tiler/sheet_layout.hpp"
#include "tiler/sprite.hpp"
#include "tiler/tile_batch.hpp"
#include "tiler/tile_cache.hpp"
#include "tiler/tile_json.hpp"
#include "tiler/tile_keys.hpp"
#include "tiler/tile_plan.hpp"
#include "tiler/tile_press.hpp"
#include "tiler/tile_sheet.hpp"
#include "tiler/tile_stock.hpp"

namespace sanvat::tiler {

namespace {

/// Part of the cache for maps that are filtered or asked for in a way of one's own: there are endlessly many of those,
/// and they must not drive out the plain ones.
constexpr std::size_t filtered_part = 8;

/// Part of the cache in memory for glyphs: whoever asks for all of them must not drive out tiles. Noto Sans fits in
/// whole where the cache has its usual size.
constexpr std::size_t glyph_part = 16;

/// For some ten thousand requests.
constexpr std::size_t request_bytes = 8u << 20u;

TileStock::Options stock_options(const TileServiceOptions& options, bool filtered) {
    const auto part = [&](auto whole) { return filtered ? whole / filtered_part : whole - whole / filtered_part; };
    TileStock::Options stock;
    stock.tile_bytes = part(options.cache_bytes) - (filtered ? 0 : options.cache_bytes / glyph_part);
    stock.request_bytes = part(request_bytes);
    if (!options.cache_folder.empty()) {
        stock.folder.emplace();
        stock.folder->folder = options.cache_folder / (filtered ? "filtered" : "plain");
        stock.folder->max_bytes = part(options.cache_folder_bytes);
        stock.folder->tell = options.tell;
    }
    return stock;
}

unsigned threads_of(const TileServiceOptions& options) {
    return options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

constexpr TileId only;  // a legend is a sheet of one thing

/// What leads to one sheet: the plan, which has the state of the store in it, the form and the place.
std::string request_key(const MapPlan& plan, const TileRequest& request) {
    const TileId place = plan.style ? Metatile(request.tile).origin() : request.tile;
    return plan.key + "|" + std::string(to_string(request.format)) + "@" + std::to_string(request.scale) + "|" +
           std::to_string(place.z()) + "/" + std::to_string(place.x()) + "/" + std::to_string(place.y());
}

/// What leads to one printed sheet: the plan and whatever else shows on it. Not how long it may take.
std::string request_key(const MapPlan& plan, const SheetRequest& request) {
    ContentBytes asked;
    asked.add(to_string(request.format));
    asked.add(request.box.has_value());
    if (request.box) {
        for (const double edge : {request.box->west, request.box->south, request.box->east, request.box->north})
            asked.add(edge);
    }
    asked.add(request.size ? request.size->width : 0);
    asked.add(request.size ? request.size->height : 0);
    asked.add(static_cast<int>(request.paper));
    asked.add(request.dpi);
    asked.add(request.title.has_value());
    asked.add(request.title.value_or(""));
    asked.add(request.legend);
    asked.add(request.language);
    return plan.key + "|sheet " + asked.digest();
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
    TileStock plain;
    TileStock filtered;
    TileCache glyph_files;
    TilePress press;
    TileKeys keys;
    TileBatches batches;
    std::atomic<std::uint64_t> found = 0;
    std::atomic<std::uint64_t> missed = 0;
    std::atomic<std::uint64_t> drawn = 0;
    std::atomic<std::uint64_t> from_folder = 0;
    std::atomic<int> sheets = 0;  // waiting or being drawn
    RenderPool pool;              // last: its threads use all of the above and are gone first

    explicit Impl(const TileServiceOptions& options)
        : theme(open_theme(options.theme)),
          plain(stock_options(options, false)),
          filtered(stock_options(options, true), &plain),
          glyph_files(options.cache_bytes / glyph_part),
          keys(*theme, press),
          pool(theme, threads_of(options), std::max<std::size_t>(1, options.queue)) {
        for (const MapStyle& style : theme->styles)
            styles.push_back(style.id);
    }

    TileStock& stock_of(const MapPlan& plan) { return plan.usual() ? plain : filtered; }

    std::optional<Tile> find(const MapPlan& plan, const std::string& key, TileId tile) {
        TileStock& stock = stock_of(plan);
        const auto sheet = stock.sheet_of(key);
        return sheet ? stock.find(*sheet, tile) : std::nullopt;
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

    /// Finishes the batch with what is in stock where that is all of it. Otherwise calls `draw`, which finishes it and
    /// first gives each tile to the function it is called with.
    template <typename Draw>
    void finish(TileStock& stock, const std::string& sheet, TileFormat format, const std::vector<TileId>& tiles,
                TileBatch& batch, Draw draw) {
        if (const auto kept = stock.fetch(sheet, tiles)) {
            from_folder += kept->from_folder ? kept->tiles.size() : 0;
            for (const auto& [id, tile] : kept->tiles)
                batch.finish(id, tile);
            return;
        }
        TileSheet fresh{format, {}};
        draw([&](TileId id, const Tile& tile) {
            ++drawn;
            stock.keep(sheet, id, tile);
            fresh.tiles.emplace_back(id, tile);
        });
        stock.store(sheet, fresh);
    }

    bool render_raster(const SnapshotPtr& snapshot, const MapPlan& plan, const TileRequest& request,
                       const std::string& key, const Done& done) {
        const Metatile metatile(request.tile);
        const auto work = [this, snapshot, plan, metatile, key, format = request.format, scale = request.scale](
                              Workbench& bench, TileBatch& batch) {
            const std::string sheet = keys.raster(bench, snapshot, plan, metatile, format, scale);
            TileStock& stock = stock_of(plan);
            stock.learn(key, sheet);
            finish(stock, sheet, format, metatile.tiles(), batch, [&](const TilePress::Sink& sink) {
                press.raster(bench, snapshot, plan, metatile, format, scale, batch, sink);
            });
        };
        return batches.join(key, metatile.tiles(), request.tile, done,
                            [&](const std::shared_ptr<TileBatch>& batch) { return submit(key, batch, work); });
    }

    bool render_vector(const SnapshotPtr& snapshot, const MapPlan& plan, TileId tile, const std::string& key,
                       const Done& done) {
        const auto work = [this, snapshot, plan, tile, key](Workbench&, TileBatch& batch) {
            const std::string sheet = keys.vector(snapshot, plan, tile);
            TileStock& stock = stock_of(plan);
            stock.learn(key, sheet);
            finish(stock, sheet, TileFormat::mvt, {tile}, batch, [&](const TilePress::Sink& sink) {
                const Tile result = with_gzip(press.vector(snapshot, plan, tile));
                sink(tile, result);
                batch.finish(tile, result);
            });
        };
        return batches.join(key, {tile}, tile, done,
                            [&](const std::shared_ptr<TileBatch>& batch) { return submit(key, batch, work); });
    }

    Legend legend(const SnapshotPtr& snapshot, const MapPlan& plan) {
        return make_legend(*snapshot, plan, press.scene(snapshot, plan));
    }

    bool render_legend(const SnapshotPtr& snapshot, const MapPlan& plan, const LegendRequest& request,
                       const std::string& key, const Done& done) {
        const auto work = [this, snapshot, plan, key, language = request.language, scale = request.scale](
                              Workbench&, TileBatch& batch) {
            const Legend shown = legend(snapshot, plan);
            const std::string sheet = keys.legend(legend_content(shown), language, scale);
            TileStock& stock = stock_of(plan);
            stock.learn(key, sheet);
            finish(stock, sheet, TileFormat::png8, {only}, batch, [&](const TilePress::Sink& sink) {
                const Image image = legend_image(theme, shown, language, scale);
                const Tile result = make_tile(encode(image, TileFormat::png8), TileFormat::png8);
                sink(only, result);
                batch.finish(only, result);
            });
        };
        return batches.join(key, {only}, only, done,
                            [&](const std::shared_ptr<TileBatch>& batch) { return submit(key, batch, work); });
    }

    bool render_sprite(const MapStyle& style, int scale, const std::string& key, const Done& done) {
        return batches.join(key, {only}, only, done, [&](const std::shared_ptr<TileBatch>& batch) {
            return submit(key, batch, [this, &style, scale, key](Workbench&, TileBatch& work) {
                const Tile result =
                    make_tile(encode(Sprite(theme, style, scale).paint(), TileFormat::png32), TileFormat::png32);
                plain.keep(key, only, result);
                work.finish(only, result);
            });
        });
    }

    bool render_glyphs(const ThemeFont& font, int first, const std::string& key, const Done& done) {
        return batches.join(key, {only}, only, done, [&](const std::shared_ptr<TileBatch>& batch) {
            return submit(key, batch, [this, &font, first, key](Workbench&, TileBatch& work) {
                if (const auto known = glyph_files.find(key)) return work.finish(only, *known);
                const auto bytes = std::make_shared<const std::string>(tiler::glyphs(font, first));
                const Tile result{bytes, digest(*bytes), "application/x-protobuf"};
                glyph_files.insert(key, result);
                work.finish(only, result);
            });
        });
    }

    void require_style(const std::string& name) const {
        if (std::ranges::find(styles, name) != styles.end()) return;
        std::string known;
        for (const std::string& style : styles)
            known += (known.empty() ? "" : ", ") + style;
        throw data::not_found("name", "there is no style \"" + name + "\"", "known are " + known);
    }

    /// Of a title that was asked for. What stands in the store is printed as well as can be.
    void check_letters(const SheetRequest& request) const {
        if (!request.title || request.title->empty()) return;
        const ThemeFont& font = theme->font(sheet_title_face);
        const auto missing = missing_letter(*font.opened, data::to_nfc(*request.title));
        if (!missing) return;
        throw data::bad_value("title", "holds \"" + *missing + "\", which the font " + font.face + " has no letter for",
                              "leave it out, or give a theme whose fonts have it");
    }

    MapPlan plan_sheet(const analysis::Snapshot& snapshot, const SheetRequest& request) const {
        require_style(request.name);
        MapPlan plan = plan_map(*theme, snapshot, request);
        check_sheet(request);
        check_letters(request);
        return plan;
    }

    bool render_sheet(const SnapshotPtr& snapshot, const MapPlan& plan, const SheetRequest& request, const Done& done) {
        if (++sheets > most_sheets) {
            --sheets;
            return false;
        }
        const auto asked = std::chrono::steady_clock::now();
        pool.submit_slow([this, snapshot, plan, request, done, asked](Workbench&) {
            TileResult result;
            try {
                SheetRequest rest = request;
                rest.time_limit -=
                    std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - asked);
                Tile sheet = draw_sheet(theme, *snapshot, plan, press.scene(snapshot, plan), rest);
                stock_of(plan).learn(request_key(plan, request), sheet.etag);
                result = std::move(sheet);
            } catch (...) {
                result = std::current_exception();  // handed on to whoever waits
            }
            --sheets;
            done(std::move(result));
        });
        return true;
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
            all.drawn,
            all.from_folder,
            all.plain.bytes() + all.filtered.bytes() + all.glyph_files.bytes(),
            all.plain.tiles() + all.filtered.tiles() + all.glyph_files.tiles()};
}

const std::string& TileService::look() const noexcept {
    return impl_->keys.origin();
}

const std::vector<std::string>& TileService::styles() const noexcept {
    return impl_->styles;
}

std::optional<Tile> TileService::cached(const SnapshotPtr& snapshot, const TileRequest& request) {
    const MapPlan plan = plan_map(*impl_->theme, *snapshot, request);
    check_form(plan, request);
    auto tile = impl_->find(plan, request_key(plan, request), request.tile);
    ++(tile ? impl_->found : impl_->missed);
    return tile;
}

bool TileService::render(const SnapshotPtr& snapshot, const TileRequest& request, const Done& done) {
    const MapPlan plan = plan_map(*impl_->theme, *snapshot, request);
    check_form(plan, request);
    const std::string key = request_key(plan, request);
    if (auto tile = impl_->find(plan, key, request.tile)) {
        done(std::move(*tile));
        return true;
    }
    return plan.style ? impl_->render_raster(snapshot, plan, request, key, done)
                      : impl_->render_vector(snapshot, plan, request.tile, key, done);
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
    if (auto picture = impl_->find(plan, key, only)) {
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
    if (auto picture = impl_->plain.find(key, only)) {
        done(std::move(*picture));
        return true;
    }
    return impl_->render_sprite(found, scale, key, done);
}

bool TileService::render_glyphs(const std::string& fontstack, int first, const Done& done) {
    const ThemeFont& font = font_of(*impl_->theme, fontstack);
    const std::string key = "glyphs|" + font.file.string() + "|" + std::to_string(first);
    if (auto known = impl_->glyph_files.find(key)) {
        done(std::move(*known));
        return true;
    }
    return impl_->render_glyphs(font, first, key, done);
}

std::optional<std::string> TileService::sheet_etag(const SnapshotPtr& snapshot, const SheetRequest& request) {
    const MapPlan plan = impl_->plan_sheet(*snapshot, request);
    return impl_->stock_of(plan).sheet_of(request_key(plan, request));
}

bool TileService::render_sheet(const SnapshotPtr& snapshot, const SheetRequest& request, const Done& done) {
    return impl_->render_sheet(snapshot, impl_->plan_sheet(*snapshot, request), request, done);
}

}  // namespace sanvat::tiler
