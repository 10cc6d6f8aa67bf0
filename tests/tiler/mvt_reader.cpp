// SPDX-License-Identifier: Apache-2.0
#include "tests/tiler/mvt_reader.hpp"

#include <protozero/pbf_reader.hpp>
#include <stdexcept>

namespace sanvat::test {

namespace {

void require(bool condition, const char* what) {
    if (!condition) throw std::runtime_error(std::string("vector tile: ") + what);
}

std::string read_value(protozero::pbf_reader value) {
    std::string text;
    int count = 0;
    for (; value.next(); ++count) {
        switch (value.tag()) {
            case 1:
                text = value.get_string();
                break;
            case 2:
                text = std::to_string(value.get_float());
                break;
            case 3:
                text = std::to_string(value.get_double());
                break;
            case 4:
                text = std::to_string(value.get_int64());
                break;
            case 5:
                text = std::to_string(value.get_uint64());
                break;
            case 6:
                text = std::to_string(value.get_sint64());
                break;
            case 7:
                text = value.get_bool() ? "true" : "false";
                break;
            default:
                require(false, "a value of unknown type");
        }
    }
    require(count == 1, "a value that is not exactly one");
    return text;
}

/// Follows the commands of one feature.
class GeometryReader {
public:
    explicit GeometryReader(MvtFeature& feature) : feature_(feature) {}

    void read(const std::vector<std::uint32_t>& words) {
        for (std::size_t i = 0; i < words.size();) {
            const std::uint32_t command = words[i] & 7u;
            const std::uint32_t count = words[i] >> 3u;
            ++i;
            require(count > 0, "a command with count 0");
            if (command == 7) {
                require(count == 1 && feature_.type == 3, "ClosePath where none may be");
                require(feature_.parts.back().size() >= 3, "a ring with fewer than three positions");
                closed_ = true;
                continue;
            }
            require(command == 1 || command == 2, "an unknown command");
            if (command == 1) begin(count);
            if (command == 2) require(!feature_.parts.empty() && feature_.type != 1 && !closed_, "LineTo out of place");
            for (std::uint32_t k = 0; k < count; ++k, i += 2) {
                require(i + 1 < words.size(), "parameters missing");
                step(words[i], words[i + 1], command == 2);
            }
        }
        for (const auto& part : feature_.parts)
            require(feature_.type != 2 || part.size() >= 2, "a line of one position");
        require(!feature_.parts.empty() && (feature_.type != 3 || closed_), "a geometry that is empty or open");
    }

private:
    void begin(std::uint32_t count) {
        require(feature_.type == 1 || count == 1, "MoveTo with several positions");
        require(feature_.type != 3 || feature_.parts.empty() || closed_, "a ring that was not closed");
        feature_.parts.emplace_back();
        closed_ = false;
    }

    void step(std::uint32_t dx, std::uint32_t dy, bool line) {
        const int x = protozero::decode_zigzag32(dx);
        const int y = protozero::decode_zigzag32(dy);
        require(!line || x != 0 || y != 0, "LineTo that goes nowhere");
        pen_.first += x;
        pen_.second += y;
        feature_.parts.back().push_back(pen_);
    }

    MvtFeature& feature_;
    std::pair<int, int> pen_{0, 0};
    bool closed_ = false;
};

MvtFeature read_feature(protozero::pbf_reader message, const std::vector<std::string>& keys,
                        const std::vector<std::string>& values) {
    MvtFeature feature;
    std::vector<std::uint32_t> tags;
    std::vector<std::uint32_t> geometry;
    const auto words = [&message](std::vector<std::uint32_t>& into) {
        for (const auto word : message.get_packed_uint32())
            into.push_back(word);
    };
    while (message.next()) {
        switch (message.tag()) {
            case 1:
                feature.id = message.get_uint64();
                break;
            case 2:
                words(tags);
                break;
            case 3:
                feature.type = message.get_enum();
                break;
            case 4:
                words(geometry);
                break;
            default:
                require(false, "an unknown field of a feature");
        }
    }
    require(tags.size() % 2 == 0, "an odd number of tags");
    for (std::size_t i = 0; i < tags.size(); i += 2) {
        require(tags[i] < keys.size() && tags[i + 1] < values.size(), "a tag out of range");
        const bool fresh = feature.attributes.emplace(keys[tags[i]], values[tags[i + 1]]).second;
        require(fresh, "the same key twice");
    }
    require(feature.type >= 1 && feature.type <= 3, "an unknown type of geometry");
    GeometryReader(feature).read(geometry);
    return feature;
}

MvtLayerContent read_layer(protozero::pbf_reader message) {
    MvtLayerContent layer;
    std::vector<std::string> keys;
    std::vector<std::string> values;
    std::vector<protozero::pbf_reader> features;
    while (message.next()) {
        switch (message.tag()) {
            case 1:
                layer.name = message.get_string();
                break;
            case 2:
                features.push_back(message.get_message());
                break;
            case 3:
                keys.push_back(message.get_string());
                break;
            case 4:
                values.push_back(read_value(message.get_message()));
                break;
            case 5:
                layer.extent = message.get_uint32();
                break;
            case 15:
                layer.version = message.get_uint32();
                break;
            default:
                require(false, "an unknown field of a layer");
        }
    }
    require(layer.version == 2, "a layer that is not of version 2");
    require(!features.empty(), "a layer without features");
    for (const auto& feature : features)
        layer.features.push_back(read_feature(feature, keys, values));
    return layer;
}

}  // namespace

const MvtFeature* MvtLayerContent::find(std::string_view id) const {
    for (const auto& feature : features) {
        const auto attribute = feature.attributes.find("id");
        if (attribute != feature.attributes.end() && attribute->second == id) return &feature;
    }
    return nullptr;
}

std::map<std::string, MvtLayerContent> read_mvt(const std::string& bytes) {
    std::map<std::string, MvtLayerContent> layers;
    protozero::pbf_reader tile(bytes);
    while (tile.next()) {
        require(tile.tag() == 3, "an unknown field of the tile");
        auto layer = read_layer(tile.get_message());
        const std::string name = layer.name;
        require(layers.emplace(name, std::move(layer)).second, "two layers of one name");
    }
    return layers;
}

}  // namespace sanvat::test
