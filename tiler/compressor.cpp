// SPDX-License-Identifier: Apache-2.0
#include "tiler/compressor.hpp"

#include <array>
#include <memory>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

constexpr std::size_t levels = 12;

struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const noexcept { libdeflate_free_compressor(compressor); }
};
using Compressor = std::unique_ptr<libdeflate_compressor, FreeCompressor>;

}  // namespace

libdeflate_compressor& compressor(int level) {
    thread_local std::array<Compressor, levels + 1> made;
    Compressor& wanted = made.at(static_cast<std::size_t>(level));
    if (!wanted) wanted.reset(libdeflate_alloc_compressor(level));
    if (!wanted) throw data::Error(data::ErrorKind::failure, {}, "no memory for a compressor");
    return *wanted;
}

}  // namespace sanvat::tiler
