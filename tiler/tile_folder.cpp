// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_folder.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <system_error>
#include <tuple>
#include <vector>

#include "data/error.hpp"
#include "tiler/digest.hpp"
#include "tiler/output_stream.hpp"
#include "tiler/tile_file.hpp"

namespace sanvat::tiler {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t block = 4096;
constexpr std::string_view sheet_ending = ".sheet";
constexpr std::string_view part_ending = ".part";

/// What another program may still be writing.
constexpr std::chrono::hours part_life{1};

std::uintmax_t on_disk(std::uintmax_t bytes) noexcept {
    return (bytes + block - 1) / block * block;
}

struct Kept {
    fs::path file;
    std::uintmax_t bytes;
    fs::file_time_type used;
};

bool is_abandoned(const Kept& kept) {
    return kept.file.extension() == part_ending && kept.used + part_life < fs::file_time_type::clock::now();
}

/// All files of ours. What vanishes meanwhile has been taken away by another program.
std::vector<Kept> files_in(const fs::path& folder, std::error_code& error) {
    std::vector<Kept> files;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const auto ending = it->path().extension();
        if (ending != sheet_ending && ending != part_ending) continue;
        std::error_code gone;
        const std::uintmax_t size = it->file_size(gone);
        const auto used = gone ? fs::file_time_type() : it->last_write_time(gone);
        if (!gone) files.push_back({it->path(), on_disk(size), used});
    }
    return files;
}

/// A name for a part that no thread of no program uses.
std::string part_name() {
    thread_local std::random_device random;
    std::ostringstream name;
    name << std::hex << random() << random() << part_ending;
    return name.str();
}

std::optional<std::string> content_of(const fs::path& file) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error || size > largest_tile_file) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(size, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!stream) return std::nullopt;
    return bytes;
}

}  // namespace

TileFolder::TileFolder(Options options) : options_(std::move(options)) {
    std::error_code error;
    fs::create_directories(options_.folder, error);
    if (error || !fs::is_directory(options_.folder, error)) {
        throw data::bad_value("cache", options_.folder.string() + " is no folder and cannot be made one",
                              "give a folder that the program may write to");
    }
    written_ = options_.max_bytes;  // so that the first to write looks through it: a start need not wait for that
}

fs::path TileFolder::file_of(const std::string& key) const {
    fs::path file = options_.folder / key.substr(0, 2) / key;
    return file += sheet_ending;
}

std::optional<TileSheet> TileFolder::read(const std::string& key) {
    const fs::path file = file_of(key);
    const auto bytes = content_of(file);
    if (!bytes) return std::nullopt;
    auto sheet = from_tile_file(key, *bytes);
    if (!sheet) return std::nullopt;
    // A folder that may only be read serves all the same; then nothing is taken away from it either.
    std::error_code not_ours;
    fs::last_write_time(file, fs::file_time_type::clock::now(), not_ours);
    return sheet;
}

void TileFolder::write(const std::string& key, const TileSheet& sheet) {
    const std::string bytes = to_tile_file(key, sheet);
    if (bytes.size() > largest_tile_file || !make_room(on_disk(bytes.size()))) return;
    try {
        put(file_of(key), bytes);
        worked();
    } catch (const std::exception& error) {
        failed(error.what());
    }
}

/// Counts the bytes as written. False where they shall not be.
bool TileFolder::make_room(std::uintmax_t bytes) {
    if (bytes > options_.max_bytes / 8) return false;
    const std::lock_guard lock(mutex_);
    if (std::chrono::steady_clock::now() < resting_until_) return false;
    // Now and then in any case: other programs write here, too.
    if (bytes_ + bytes > options_.max_bytes || written_ > options_.max_bytes / 16) look_through(bytes);
    if (bytes_ + bytes > options_.max_bytes) return false;
    bytes_ += bytes;
    written_ += bytes;
    return true;
}

/// Counts what there is. Where that and what is wanted exceed the bound, takes files away until there is an eighth to
/// spare. Requires the lock.
void TileFolder::look_through(std::uintmax_t wanted) {
    std::error_code error;
    auto files = files_in(options_.folder, error);
    std::erase_if(files, [](const Kept& kept) {
        std::error_code gone;
        return is_abandoned(kept) && fs::remove(kept.file, gone);
    });
    bytes_ = 0;
    written_ = 0;
    for (const Kept& kept : files)
        bytes_ += kept.bytes;
    if (bytes_ + wanted <= options_.max_bytes) return;
    std::ranges::sort(files,
                      [](const Kept& a, const Kept& b) { return std::tie(a.used, a.file) < std::tie(b.used, b.file); });
    const std::uintmax_t low = options_.max_bytes - options_.max_bytes / 8;
    for (const Kept& kept : files) {
        if (bytes_ + wanted <= low) return;
        if (kept.file.extension() != sheet_ending) continue;
        std::error_code refused;
        fs::remove(kept.file, refused);  // one that another program took away meanwhile is gone as well
        if (!refused) bytes_ -= kept.bytes;
    }
}

/// Not flushed to disk: should the machine fail, what is then not whole is found out by its digest.
void TileFolder::put(const fs::path& file, const std::string& bytes) {
    fs::create_directories(file.parent_path());
    const fs::path part = file.parent_path() / part_name();
    try {
        OutputStream out(part);
        out.write(bytes);
        out.close();
        fs::rename(part, file);
    } catch (...) {
        std::error_code gone;
        fs::remove(part, gone);
        throw;
    }
}

void TileFolder::failed(const std::string& what) {
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        first = !failing_;
        failing_ = true;
        resting_until_ = std::chrono::steady_clock::now() + options_.rest_after;
    }
    if (first && options_.tell) options_.tell("nothing is written to the tile cache on disk for a while: " + what);
}

void TileFolder::worked() {
    const std::lock_guard lock(mutex_);
    failing_ = false;
}

std::uintmax_t TileFolder::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

}  // namespace sanvat::tiler
