// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_file.hpp"

#include <array>
#include <cstdint>

#include "tiler/digest.hpp"

namespace sanvat::tiler {

namespace {

constexpr std::string_view beginning = "sanvat sheet 1\n";
constexpr std::size_t digest_digits = 32;

void add(std::string& bytes, std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>(number >> shift & 0xffu);
}

void add_text(std::string& bytes, std::string_view text) {
    add(bytes, static_cast<std::uint32_t>(text.size()));
    bytes += text;
}

/// Reads from the front; once something is missing, everything is.
class Reader {
public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}

    std::string_view text(std::size_t size) {
        whole_ = whole_ && size <= left_.size();
        if (!whole_) return {};
        const std::string_view found = left_.substr(0, size);
        left_.remove_prefix(size);
        return found;
    }

    std::uint32_t number() {
        std::uint32_t value = 0;
        int shift = 0;
        for (const char byte : text(4)) {
            value |= std::uint32_t{static_cast<unsigned char>(byte)} << shift;
            shift += 8;
        }
        return value;
    }

    [[nodiscard]] bool whole() const noexcept { return whole_; }
    [[nodiscard]] bool at_end() const noexcept { return whole_ && left_.empty(); }

private:
    std::string_view left_;
    bool whole_ = true;
};

std::optional<TileFormat> format_of(std::uint32_t number) noexcept {
    for (const auto format : {TileFormat::png8, TileFormat::png32, TileFormat::webp, TileFormat::mvt}) {
        if (number == static_cast<std::uint32_t>(format)) return format;
    }
    return std::nullopt;
}

std::optional<TileId> read_tile(Reader& reader) {
    const std::uint32_t z = reader.number();
    const std::uint32_t x = reader.number();
    const std::uint32_t y = reader.number();
    if (z > static_cast<std::uint32_t>(max_zoom)) return std::nullopt;
    return TileId::make(static_cast<int>(z), x, y);
}

}  // namespace

std::string to_tile_file(std::string_view key, const TileSheet& sheet) {
    std::string bytes(beginning);
    add_text(bytes, key);
    add(bytes, static_cast<std::uint32_t>(sheet.format));
    add(bytes, static_cast<std::uint32_t>(sheet.tiles.size()));
    for (const auto& [id, tile] : sheet.tiles) {
        add(bytes, static_cast<std::uint32_t>(id.z()));
        add(bytes, id.x());
        add(bytes, id.y());
        add_text(bytes, *tile.bytes);
    }
    return bytes += digest(bytes);
}

std::optional<TileSheet> from_tile_file(std::string_view key, std::string_view bytes) {
    if (bytes.size() < digest_digits) return std::nullopt;
    const std::string_view content = bytes.substr(0, bytes.size() - digest_digits);
    if (digest(content) != bytes.substr(content.size())) return std::nullopt;
    Reader reader(content);
    if (reader.text(beginning.size()) != beginning || reader.text(reader.number()) != key) return std::nullopt;
    const auto format = format_of(reader.number());
    if (!format) return std::nullopt;
    TileSheet sheet{*format, {}};
    for (std::uint32_t left = reader.number(); left > 0; --left) {
        const auto id = read_tile(reader);
        const std::string_view tile = reader.text(reader.number());
        if (!id || !reader.whole()) return std::nullopt;
        sheet.tiles.emplace_back(*id, make_tile(std::string(tile), *format));
    }
    if (!reader.at_end()) return std::nullopt;
    return sheet;
}

}  // namespace sanvat::tiler
