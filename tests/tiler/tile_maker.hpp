// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <future>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "tiler/metatile.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::test {

/// A tile service of one thread, asked one tile after the other.
class TileMaker {
public:
    using SnapshotPtr = tiler::TileService::SnapshotPtr;

    explicit TileMaker(tiler::TileServiceOptions options = {}) : service_(one_thread(std::move(options))) {}

    [[nodiscard]] tiler::TileService& service() noexcept { return service_; }

    /// Throws what the rendering threw.
    tiler::Tile get(const SnapshotPtr& snapshot, const tiler::TileRequest& request) {
        std::promise<tiler::TileResult> promise;
        const bool accepted =
            service_.render(snapshot, request, [&](tiler::TileResult result) { promise.set_value(std::move(result)); });
        if (!accepted) throw std::runtime_error("the queue is full");
        const auto result = promise.get_future().get();
        if (const auto* error = std::get_if<std::exception_ptr>(&result)) std::rethrow_exception(*error);
        return std::get<tiler::Tile>(result);
    }

    /// All that are rendered together with the tile asked for, itself among them.
    static std::vector<tiler::TileId> sheet_of(const tiler::TileRequest& request) {
        if (request.format == tiler::TileFormat::mvt) return {request.tile};
        return tiler::Metatile(request.tile).tiles();
    }

    /// Asks for the whole sheet and gives the number of tiles that had to be rendered for it.
    std::uint64_t renders(const SnapshotPtr& snapshot, tiler::TileRequest request) {
        const auto before = service_.figures().drawn;
        for (const tiler::TileId tile : sheet_of(request)) {
            request.tile = tile;
            static_cast<void>(get(snapshot, request));
        }
        return service_.figures().drawn - before;
    }

private:
    static tiler::TileServiceOptions one_thread(tiler::TileServiceOptions options) {
        options.threads = 1;
        return options;
    }

    tiler::TileService service_;
};

[[nodiscard]] inline tiler::TileRequest picture(tiler::TileId tile, std::string style = "overview") {
    tiler::TileRequest request;
    request.name = std::move(style);
    request.tile = tile;
    return request;
}

[[nodiscard]] inline tiler::TileRequest vector_tile(tiler::TileId tile) {
    tiler::TileRequest request = picture(tile, "production");
    request.format = tiler::TileFormat::mvt;
    return request;
}

}  // namespace sanvat::test
