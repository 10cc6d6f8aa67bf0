// SPDX-License-Identifier: Apache-2.0
#include "tiler/seed_journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "data/error.hpp"
#include "tiler/digest.hpp"

namespace sanvat::tiler {

namespace {

constexpr std::string_view magic = "sanvat seed 1\n";

std::string head_of(std::string_view key) {
    return std::string(magic) + digest(key) + "\n";
}

/// What stands beside the archive and is not ours to write over.
data::Error not_our_journal(const std::filesystem::path& file, const std::string& problem, const std::string& remedy) {
    return data::bad_input({.file = file.string(), .layer = {}, .record = {}, .parameter = {}}, problem, remedy);
}

/// A limit on the size of files looks like a full disk, and is none.
std::string_view journal_remedy(int code) {
    return code == EFBIG ? "raise the limit on the size of files (ulimit -f); then seed again to go on"
                         : "check the folder, its permissions and the space on the disk; then seed again to go on";
}

}  // namespace

/// What stands before the bytes of a tile, or in their place where an earlier record has the same. Of this machine's
/// byte order: a journal does not travel.
struct SeedJournal::Record {
    std::uint64_t offset = 0;  ///< of the bytes in the file; right behind the record where they are new
    std::uint32_t length = 0;
    std::int32_t z = 0;
    std::uint32_t x = 0;
    std::uint32_t y = 0;
    std::uint64_t check = 0;  ///< of the fields above and of the bytes

    [[nodiscard]] std::uint64_t checksum(std::string_view bytes) const {
        std::string all(sizeof(Record), '\0');
        Record plain = *this;
        plain.check = 0;
        std::memcpy(all.data(), &plain, sizeof plain);
        return number_of(all.append(bytes));
    }
};

SeedJournal::SeedJournal(std::filesystem::path file, std::string_view key) : file_(std::move(file)) {
    descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor_ < 0) fail("cannot be opened", errno);
    try {
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK) {
                throw data::Error(data::ErrorKind::failure,
                                  {.file = file_.string(), .layer = {}, .record = {}, .parameter = {}},
                                  "another seed is writing it", "wait for that one, or give another --out");
            }
            fail("cannot be locked", errno);
        }
        begin(head_of(key));
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

SeedJournal::~SeedJournal() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void SeedJournal::fail(std::string_view doing, int code) const {
    throw data::Error(data::ErrorKind::failure, {.file = file_.string(), .layer = {}, .record = {}, .parameter = {}},
                      std::string(doing) + ": " + std::generic_category().message(code),
                      std::string(journal_remedy(code)));
}

void SeedJournal::begin(const std::string& head) {
    struct stat about {};
    if (::fstat(descriptor_, &about) != 0) fail("cannot be read", errno);
    const auto size = static_cast<std::uint64_t>(about.st_size);
    const std::string found = read({0, static_cast<std::uint32_t>(std::min<std::uint64_t>(size, head.size()))});
    check(found, head);
    const bool goes_on = found == head;
    size_ = goes_on ? replay(head.size(), size) : 0;
    if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) fail("cannot be cut", errno);
    if (::lseek(descriptor_, static_cast<off_t>(size_), SEEK_SET) < 0) fail("cannot be read", errno);
    if (!goes_on) write(head);
}

/// Lets pass what is ours, and a head that was not written to its end: there is no tile behind it.
void SeedJournal::check(std::string_view found, std::string_view head) const {
    const auto length = std::min(found.size(), magic.size());
    if (found.substr(0, length) != magic.substr(0, length)) {
        throw not_our_journal(file_, "is there already, and no seed that was broken off",
                              "move it away, or give another --out");
    }
    if (found.size() < head.size() || found == head) return;
    throw not_our_journal(
        file_, "holds tiles of another seed that was broken off: of another map, store, theme or program",
        "ask for the same as that one to go on with it, delete the file to begin anew, or give another --out");
}

/// Learns what the file holds; the end of the last whole record.
std::uint64_t SeedJournal::replay(std::uint64_t from, std::uint64_t size) {
    std::uint64_t at = from;
    while (replay_one(at, size)) {
    }
    return at;
}

bool SeedJournal::replay_one(std::uint64_t& at, std::uint64_t size) {
    Record record;
    if (size - at < sizeof record) return false;
    if (::pread(descriptor_, &record, sizeof record, static_cast<off_t>(at)) != sizeof record) return false;
    const std::uint64_t behind = at + sizeof record;
    const bool with_bytes = record.offset == behind;
    if (record.offset > behind || record.length > size - record.offset) return false;
    const auto tile = TileId::make(record.z, record.x, record.y);
    const std::string bytes = read({record.offset, record.length});
    if (!tile || record.check != record.checksum(bytes)) return false;
    const Place place{record.offset, record.length};
    tiles_.insert_or_assign(*tile, place);
    if (with_bytes) contents_.emplace(digest(bytes), place);
    at = with_bytes ? behind + record.length : behind;
    return true;
}

void SeedJournal::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot be written", errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        size_ += static_cast<std::uint64_t>(written);
    }
}

void SeedJournal::add(TileId tile, std::string_view bytes) {
    const std::string name = digest(bytes);
    const std::lock_guard lock(mutex_);
    const auto known = contents_.find(name);
    Record record;
    record.offset = known == contents_.end() ? size_ + sizeof record : known->second.offset;
    record.length = static_cast<std::uint32_t>(bytes.size());
    record.z = tile.z();
    record.x = tile.x();
    record.y = tile.y();
    record.check = record.checksum(bytes);
    std::string whole(sizeof record, '\0');
    std::memcpy(whole.data(), &record, sizeof record);
    if (known == contents_.end()) whole.append(bytes);
    write(whole);
    const Place place{record.offset, record.length};
    tiles_.insert_or_assign(tile, place);
    if (known == contents_.end()) contents_.emplace(name, place);
}

std::optional<SeedJournal::Place> SeedJournal::find(TileId tile) const {
    const std::lock_guard lock(mutex_);
    const auto found = tiles_.find(tile);
    return found == tiles_.end() ? std::nullopt : std::optional(found->second);
}

std::uint64_t SeedJournal::tiles() const {
    const std::lock_guard lock(mutex_);
    return tiles_.size();
}

std::string SeedJournal::read(Place place) const {
    std::string bytes(place.length, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got =
            ::pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(place.offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) fail("cannot be read", got < 0 ? errno : EIO);
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

void SeedJournal::remove() {
    if (::unlink(file_.c_str()) != 0) fail("cannot be removed", errno);
    ::close(std::exchange(descriptor_, -1));
}

}  // namespace sanvat::tiler
