// SPDX-License-Identifier: Apache-2.0
#include "tiler/mvt_writer.hpp"

#include <protozero/pbf_writer.hpp>

namespace sanvat::tiler {

namespace {

// Field numbers of vector_tile.proto, Mapbox Vector Tile Specification 2.1.
namespace field {
constexpr protozero::pbf_tag_type tile_layer = 3;
constexpr protozero::pbf_tag_type layer_name = 1;
constexpr protozero::pbf_tag_type layer_feature = 2;
constexpr protozero::pbf_tag_type layer_key = 3;
constexpr protozero::pbf_tag_type layer_value = 4;
constexpr protozero::pbf_tag_type layer_extent = 5;
constexpr protozero::pbf_tag_type layer_version = 15;
constexpr protozero::pbf_tag_type feature_id = 1;
constexpr protozero::pbf_tag_type feature_tags = 2;
constexpr protozero::pbf_tag_type feature_type = 3;
constexpr protozero::pbf_tag_type feature_geometry = 4;
constexpr protozero::pbf_tag_type value_string = 1;
constexpr protozero::pbf_tag_type value_double = 3;
constexpr protozero::pbf_tag_type value_uint = 5;
constexpr protozero::pbf_tag_type value_sint = 6;
constexpr protozero::pbf_tag_type value_bool = 7;
}  // namespace field

constexpr std::uint32_t point_type = 1;
constexpr std::uint32_t line_type = 2;
constexpr std::uint32_t polygon_type = 3;

/// Geometry as commands (4.3): each point is written as the step from the one before.
class Commands {
public:
    void move_to(std::size_t count) { command(1, count); }
    void line_to(std::size_t count) { command(2, count); }
    void close_path() { command(7, 1); }
    void step_to(GridPoint p) {
        words_.push_back(protozero::encode_zigzag32(p.x - pen_.x));
        words_.push_back(protozero::encode_zigzag32(p.y - pen_.y));
        pen_ = p;
    }
    void path(const std::vector<GridPoint>& points) {
        move_to(1);
        step_to(points.front());
        line_to(points.size() - 1);
        for (std::size_t i = 1; i < points.size(); ++i)
            step_to(points[i]);
    }
    [[nodiscard]] std::vector<std::uint32_t> take() { return std::move(words_); }

private:
    void command(std::uint32_t id, std::size_t count) {
        words_.push_back((id & 7u) | (static_cast<std::uint32_t>(count) << 3u));
    }

    std::vector<std::uint32_t> words_;
    GridPoint pen_;
};

struct ValueEncoder {
    protozero::pbf_writer& out;
    void operator()(std::monostate) const {}
    void operator()(bool value) const { out.add_bool(field::value_bool, value); }
    void operator()(double value) const { out.add_double(field::value_double, value); }
    void operator()(const std::string& value) const { out.add_string(field::value_string, value); }
    void operator()(std::int64_t value) const {
        if (value < 0) {
            out.add_sint64(field::value_sint, value);
        } else {
            out.add_uint64(field::value_uint, static_cast<std::uint64_t>(value));
        }
    }
};

std::string encoded(const data::Value& value) {
    std::string bytes;
    protozero::pbf_writer writer(bytes);
    std::visit(ValueEncoder{writer}, value);
    return bytes;
}

}  // namespace

std::uint32_t MvtLayer::key_number(std::string_view key) {
    const auto found = key_numbers_.find(key);
    if (found != key_numbers_.end()) return found->second;
    const auto number = static_cast<std::uint32_t>(keys_.size());
    keys_.emplace_back(key);
    key_numbers_.emplace(key, number);
    return number;
}

std::uint32_t MvtLayer::value_number(const data::Value& value) {
    auto [found, fresh] = value_numbers_.try_emplace(encoded(value), static_cast<std::uint32_t>(values_.size()));
    if (fresh) values_.push_back(found->first);
    return found->second;
}

void MvtLayer::attribute(std::string_view key, const data::Value& value) {
    if (data::is_null(value)) return;
    tags_.push_back(key_number(key));
    tags_.push_back(value_number(value));
}

void MvtLayer::add(std::uint64_t id, std::uint32_t type, std::vector<std::uint32_t> commands) {
    protozero::pbf_writer layer(features_);
    protozero::pbf_writer feature(layer, field::layer_feature);
    feature.add_uint64(field::feature_id, id);
    feature.add_packed_uint32(field::feature_tags, tags_.begin(), tags_.end());
    feature.add_enum(field::feature_type, static_cast<std::int32_t>(type));
    feature.add_packed_uint32(field::feature_geometry, commands.begin(), commands.end());
    tags_.clear();
}

void MvtLayer::add_points(std::uint64_t id, const std::vector<GridPoint>& points) {
    Commands commands;
    commands.move_to(points.size());
    for (const GridPoint p : points)
        commands.step_to(p);
    add(id, point_type, commands.take());
}

void MvtLayer::add_lines(std::uint64_t id, const std::vector<GridLine>& lines) {
    Commands commands;
    for (const GridLine& line : lines)
        commands.path(line);
    add(id, line_type, commands.take());
}

void MvtLayer::add_polygons(std::uint64_t id, const std::vector<GridPolygon>& polygons) {
    Commands commands;
    for (const GridPolygon& polygon : polygons) {
        for (const GridRing& ring : polygon) {
            commands.path(ring);
            commands.close_path();
        }
    }
    add(id, polygon_type, commands.take());
}

std::string MvtLayer::bytes() const {
    if (features_.empty()) return {};
    constexpr std::uint32_t version = 2;
    std::string content;
    protozero::pbf_writer head(content);
    head.add_uint32(field::layer_version, version);
    head.add_string(field::layer_name, name_);
    content += features_;
    protozero::pbf_writer rest(content);
    for (const auto& key : keys_)
        rest.add_string(field::layer_key, key);
    for (const auto& value : values_)
        rest.add_message(field::layer_value, value);
    rest.add_uint32(field::layer_extent, TileGrid::extent);
    std::string bytes;
    protozero::pbf_writer(bytes).add_message(field::tile_layer, content);
    return bytes;
}

}  // namespace sanvat::tiler
