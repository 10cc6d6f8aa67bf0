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

void add_varint(std::string& bytes, std::uint32_t value) {
    while (value >= 0x80U) {
        bytes.push_back(static_cast<char>((value & 0x7fU) | 0x80U));
        value >>= 7U;
    }
    bytes.push_back(static_cast<char>(value));
}

/// Geometry as commands (4.3): each point is written as the step from the one before.
class Commands {
public:
    explicit Commands(std::string& bytes, GridPoint origin = {}, unsigned shift = 0)
        : bytes_(bytes), pen_(origin), shift_(shift) {
        bytes_.clear();
    }

    void path(const std::vector<GridPoint>& points) {
        command(1, 1);
        step_to(points.front());
        command(2, points.size() - 1);
        for (std::size_t i = 1; i < points.size(); ++i)
            step_to(points[i]);
    }
    void point(GridPoint p) {
        command(1, 1);
        step_to(p);
    }
    void close_path() { command(7, 1); }

private:
    void step_to(GridPoint p) {
        add_varint(bytes_, protozero::encode_zigzag32((p.x - pen_.x) * (1 << shift_)));
        add_varint(bytes_, protozero::encode_zigzag32((p.y - pen_.y) * (1 << shift_)));
        pen_ = p;
    }
    void command(std::uint32_t id, std::size_t count) {
        add_varint(bytes_, (id & 7U) | (static_cast<std::uint32_t>(count) << 3U));
    }

    std::string& bytes_;
    GridPoint pen_;
    unsigned shift_;
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

void MvtVocabulary::add(Tags& tags, std::string_view key, const data::Value& value) {
    if (data::is_null(value)) return;
    auto known = key_numbers_.find(key);
    if (known == key_numbers_.end()) {
        known = key_numbers_.emplace(key, static_cast<std::uint32_t>(keys_.size())).first;
        keys_.emplace_back(key);
    }
    const auto [found, fresh] = value_numbers_.try_emplace(encoded(value), static_cast<std::uint32_t>(values_.size()));
    if (fresh) values_.push_back(found->first);
    tags.push_back(known->second);
    tags.push_back(found->second);
}

MvtLayer::MvtLayer(std::string_view name, const MvtVocabulary& words) : name_(name), words_(words) {
    keys_.of_word.resize(words.keys().size());
    values_.of_word.resize(words.values().size());
}

std::uint32_t MvtLayer::Numbers::operator()(std::uint32_t word) {
    std::uint32_t& number = of_word[word];
    if (number == 0) {
        used.push_back(word);
        number = static_cast<std::uint32_t>(used.size());
    }
    return number - 1;
}

void MvtLayer::add(std::uint64_t id, Tags tags, std::uint32_t type) {
    tags_.clear();
    for (std::size_t i = 0; i + 1 < tags.size(); i += 2) {
        add_varint(tags_, keys_(tags[i]));
        add_varint(tags_, values_(tags[i + 1]));
    }
    protozero::pbf_writer layer(features_);
    protozero::pbf_writer feature(layer, field::layer_feature);
    feature.add_uint64(field::feature_id, id);
    if (!tags_.empty()) feature.add_bytes(field::feature_tags, tags_);
    feature.add_enum(field::feature_type, static_cast<std::int32_t>(type));
    feature.add_bytes(field::feature_geometry, geometry_);
}

void MvtLayer::add_point(std::uint64_t id, Tags tags, GridPoint point) {
    Commands(geometry_).point(point);
    add(id, tags, point_type);
}

void MvtLayer::add_lines(std::uint64_t id, Tags tags, const std::vector<GridLine>& lines) {
    Commands commands(geometry_);
    for (const GridLine& line : lines)
        commands.path(line);
    add(id, tags, line_type);
}

void MvtLayer::add_polygons(std::uint64_t id, Tags tags, const std::vector<GridPolygon>& polygons, GridPoint origin,
                            unsigned shift) {
    Commands commands(geometry_, origin, shift);
    for (const GridPolygon& polygon : polygons) {
        for (const GridRing& ring : polygon) {
            commands.path(ring);
            commands.close_path();
        }
    }
    add(id, tags, polygon_type);
}

void MvtLayer::append_to(std::string& tile) const {
    if (features_.empty()) return;
    constexpr std::uint32_t version = 2;
    protozero::pbf_writer whole(tile);
    protozero::pbf_writer layer(whole, field::tile_layer);
    layer.add_uint32(field::layer_version, version);
    layer.add_string(field::layer_name, name_);
    tile += features_;  // fields already, and the writer counts what lies in the buffer when it is done
    for (const auto key : keys_.used)
        layer.add_string(field::layer_key, words_.keys()[key]);
    for (const auto value : values_.used)
        layer.add_message(field::layer_value, words_.values()[value]);
    layer.add_uint32(field::layer_extent, TileGrid::extent);
}

}  // namespace sanvat::tiler
