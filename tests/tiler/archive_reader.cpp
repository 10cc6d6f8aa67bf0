// SPDX-License-Identifier: Apache-2.0
#include "tests/tiler/archive_reader.hpp"

#include <zlib.h>

#include <stdexcept>

namespace sanvat::test {

namespace {

class Varints {
public:
    explicit Varints(const std::string& bytes) : bytes_(bytes) {}
    std::uint64_t next() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (at_ == bytes_.size()) throw std::runtime_error("a directory ends in the middle of a number");
            const auto byte = static_cast<unsigned char>(bytes_[at_++]);
            value |= std::uint64_t{byte & 0x7fu} << shift;
            if (byte < 0x80) return value;
        }
        throw std::runtime_error("a number of more than 64 bits");
    }
    [[nodiscard]] bool ended() const { return at_ == bytes_.size(); }

private:
    const std::string& bytes_;
    std::size_t at_ = 0;
};

}  // namespace

std::string gunzip(const std::string& bytes) {
    z_stream stream{};
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) throw std::runtime_error("zlib does not start");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    int code = Z_OK;
    while (code == Z_OK) {
        std::string part(65'536, '\0');
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        code = inflate(&stream, Z_NO_FLUSH);
        out.append(part, 0, part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (code != Z_STREAM_END) throw std::runtime_error("no gzip");
    return out;
}

std::vector<tiler::PmtilesEntry> read_pmtiles_directory(const std::string& bytes) {
    const std::string plain = gunzip(bytes);
    Varints numbers(plain);
    std::vector<tiler::PmtilesEntry> entries(numbers.next());
    std::uint64_t tile = 0;
    for (auto& entry : entries)
        entry.tile = tile += numbers.next();
    for (auto& entry : entries)
        entry.run = static_cast<std::uint32_t>(numbers.next());
    for (auto& entry : entries)
        entry.length = static_cast<std::uint32_t>(numbers.next());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::uint64_t offset = numbers.next();
        entries[i].offset = offset > 0 ? offset - 1 : entries.at(i - 1).offset + entries.at(i - 1).length;
    }
    if (!numbers.ended()) throw std::runtime_error("a directory goes on behind its end");
    return entries;
}

}  // namespace sanvat::test
