// SPDX-License-Identifier: Apache-2.0
#include "tiler/vector_tile.hpp"

#include <algorithm>
#include <span>

#include "tiler/content_bytes.hpp"
#include "tiler/mvt_writer.hpp"
#include "tiler/tile_cutter.hpp"
#include "tiler/tile_grid.hpp"
#include "tiler/vector_scene_store.hpp"

namespace sanvat::tiler {

namespace {

/// What all layers of one tile have in common.
struct TileFrame {
    explicit TileFrame(TileId tile)
        : zoom(tile.z()),
          grid(tile),
          reach(grid.reach()),
          world(tile.z()),
          corner(world.corner(tile)),
          cutter(world.reach(tile)),
          shift(static_cast<unsigned>(tile.z() - world.zoom())) {
        if (shift == 0) return;
        // Shapes of the deepest grid are cut for the ancestor there; this tile's own corner lies inside of that one.
        const auto finer = [&](std::uint32_t number) {
            const std::uint32_t inside = number & ((1U << shift) - 1U);
            return static_cast<std::int32_t>(inside * (static_cast<std::uint32_t>(TileGrid::extent) >> shift));
        };
        corner = {corner.x + finer(tile.x()), corner.y + finer(tile.y())};
    }

    int zoom;
    TileGrid grid;
    MercatorBox reach;
    WorldGrid world;
    GridPoint corner;  // on the world's grid
    TileCutter cutter;
    unsigned shift;  // zooms deeper than that grid
};

/// Takes what a layer is made of in place of an encoder, for a digest of it.
class LayerContent {
public:
    using Tags = std::span<const std::uint32_t>;

    LayerContent(std::string_view name, const MvtVocabulary& words) : words_(words) { content_.add(name); }

    void add_point(std::uint64_t id, Tags tags, GridPoint point) {
        add(id, tags);
        add(point);
    }

    void add_lines(std::uint64_t id, Tags tags, const std::vector<GridLine>& lines) {
        add(id, tags);
        add_all(lines);
    }

    void add_polygons(std::uint64_t id, Tags tags, const std::vector<GridPolygon>& polygons, GridPoint /*origin*/,
                      unsigned /*shift*/) {
        add(id, tags);
        content_.add(polygons.size());
        for (const GridPolygon& polygon : polygons)
            add_all(polygon);
    }

    void append_to(ContentBytes& tile) const { tile.add(content_.digest()); }

private:
    /// Numbers of words are those of all records, so the words themselves.
    void add(std::uint64_t id, Tags tags) {
        content_.add(id);
        content_.add(tags.size());
        for (std::size_t i = 0; i + 1 < tags.size(); i += 2) {
            content_.add(words_.keys()[tags[i]]);
            content_.add(words_.values()[tags[i + 1]]);
        }
    }

    void add(GridPoint point) {
        content_.add(point.x);
        content_.add(point.y);
    }

    void add_all(const std::vector<std::vector<GridPoint>>& lines) {
        content_.add(lines.size());
        for (const auto& line : lines) {
            content_.add(line.size());
            for (const GridPoint point : line)
                add(point);
        }
    }

    const MvtVocabulary& words_;
    ContentBytes content_;
};

/// Goes through what one layer of one tile holds and hands it to `Out`: an encoder, or what makes a digest of it.
template <typename Out>
class LayerWalk {
public:
    LayerWalk(const VectorLayer& layer, const VectorScene& scene, const analysis::Filter& filter, TileFrame& frame)
        : scene_(scene),
          filter_(filter),
          frame_(frame),
          detail_(frame.zoom >= layer.detail_zoom),
          out_(layer.id(), scene.words) {}

    /// Adds the layer to the tile and gives the number of points left out.
    template <typename Tile>
    std::size_t add_to(Tile& tile) {
        add_polygons();
        add_lines();
        const std::size_t dropped = add_points();
        out_.append_to(tile);
        return dropped;
    }

private:
    [[nodiscard]] bool wanted(const VectorScene::Item& item) const {
        return filter_.empty() || (filter_.matches(*item.feature) && filter_.shows_place(*item.feature));
    }

    [[nodiscard]] MvtLayer::Tags tags(const VectorScene::Item& item) const {
        return detail_ ? MvtLayer::Tags(item.tags) : MvtLayer::Tags(item.tags).first(item.tags_always);
    }

    void add_polygons() {
        if (!scene_.shapes || scene_.polygons.empty()) return;
        const auto& shapes = scene_.shapes->at(frame_.zoom).levels[scene_.level];
        for (const auto& [number, position] : scene_.polygons) {
            const VectorScene::Item& item = scene_.items[number];
            const auto& parts = frame_.cutter.cut(shapes[position]);
            if (parts.empty() || !wanted(item)) continue;
            out_.add_polygons(item.number, tags(item), parts, frame_.corner, frame_.shift);
        }
    }

    void add_lines() {
        std::vector<GridLine> parts;
        for (std::size_t i = 0; i < scene_.line_boxes.size();) {
            const std::uint32_t item = scene_.line_boxes[i].item;
            parts.clear();
            for (; i < scene_.line_boxes.size() && scene_.line_boxes[i].item == item; ++i)
                add_parts(scene_.line_boxes[i], parts);
            if (!parts.empty() && wanted(scene_.items[item]))
                out_.add_lines(scene_.items[item].number, tags(scene_.items[item]), parts);
        }
    }

    void add_parts(const VectorScene::Line& line, std::vector<GridLine>& parts) const {
        if (line.box.intersects(frame_.reach)) frame_.grid.add_line(scene_.lines->at(frame_.zoom)[line.number], parts);
    }

    struct Placed {
        GridPoint place;
        std::uint32_t item;
    };

    std::size_t add_points() {
        if (scene_.points.empty()) return 0;
        std::vector<Placed> placed = points_here();
        const std::size_t dropped =
            placed.size() > VectorTiler::most_points ? placed.size() - VectorTiler::most_points : 0;
        placed.resize(placed.size() - dropped);
        std::ranges::sort(placed, {}, &Placed::item);
        for (const auto& [place, item] : placed)
            out_.add_point(scene_.items[item].number, tags(scene_.items[item]), place);
        return dropped;
    }

    /// Most important first.
    [[nodiscard]] std::vector<Placed> points_here() const {
        std::vector<std::uint32_t> found;
        scene_.point_cells->near(frame_.reach, [&](std::uint32_t i) { found.push_back(i); });
        std::ranges::sort(found);
        std::vector<Placed> placed;
        for (const auto i : found) {
            const auto& [position, item] = scene_.points[i];
            const auto place = frame_.grid.point(position);
            if (place && wanted(scene_.items[item])) placed.push_back({*place, item});
        }
        return placed;
    }

    const VectorScene& scene_;
    const analysis::Filter& filter_;
    TileFrame& frame_;
    bool detail_;
    Out out_;
};

/// How many points each layer left out, as the one feature of a layer, in the middle of the tile.
void append_dropped(const std::vector<std::pair<std::string_view, std::size_t>>& dropped, std::string& tile) {
    if (dropped.empty()) return;
    MvtVocabulary words;
    MvtVocabulary::Tags tags;
    for (const auto& [layer, count] : dropped)
        words.add(tags, layer, static_cast<std::int64_t>(count));
    MvtLayer layer(VectorTiler::dropped_layer, words);
    constexpr std::uint64_t only = 1;
    layer.add_point(only, tags, {TileGrid::extent / 2, TileGrid::extent / 2});
    layer.append_to(tile);
}

}  // namespace

VectorTiler::VectorTiler(CoverageStore& coverages) : scenes_(std::make_unique<VectorSceneStore>(coverages)) {}
VectorTiler::~VectorTiler() = default;

std::string VectorTiler::tile(const SnapshotPtr& snapshot, const VectorTileQuestion& question) {
    std::string bytes;
    TileFrame frame(question.tile);
    std::vector<std::pair<std::string_view, std::size_t>> dropped;
    for (const VectorLayer* layer : question.layers) {
        const auto scene = scenes_->scene(snapshot, *layer, question.as_of, question.units);
        const std::size_t left_out = LayerWalk<MvtLayer>(*layer, *scene, question.filter, frame).add_to(bytes);
        if (left_out > 0) dropped.emplace_back(layer->id(), left_out);
    }
    append_dropped(dropped, bytes);
    return bytes;
}

std::string VectorTiler::content(const SnapshotPtr& snapshot, const VectorTileQuestion& question) {
    ContentBytes content;
    TileFrame frame(question.tile);
    for (const VectorLayer* layer : question.layers) {
        const auto scene = scenes_->scene(snapshot, *layer, question.as_of, question.units);
        content.add(LayerWalk<LayerContent>(*layer, *scene, question.filter, frame).add_to(content));
    }
    return content.digest();
}

}  // namespace sanvat::tiler
